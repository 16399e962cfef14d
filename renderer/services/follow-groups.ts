import { LinkBoard } from "../stores/links/link-board.ts";
import { LinkGroups, ofAccount } from "../stores/links/link-groups.ts";
import { groupPresence } from "./group-presence.ts";
import type { Services } from "./services.ts";
import { shownAccount } from "./shown.ts";

type Seen = Pick<Services, "accounts" | "instruments" | "workspace">;

/** Links what this window shows with its other panels and with the windows beside it. */
export function followGroups(seen: Seen): LinkGroups {
  const board = new LinkBoard(localStorage);
  window.addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea === localStorage) board.reread(key);
  });
  const shown = {
    instruments: () => ofAccount(seen.instruments.all(), shownAccount(seen)),
    subscribe: (listener: () => void) => {
      const stops = [
        seen.instruments.subscribe(listener),
        seen.accounts.subscribe(listener),
        seen.workspace.subscribe((now, before) => now.accountId !== before.accountId && listener()),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
  return new LinkGroups(board, shown, groupPresence(navigator.locks));
}
