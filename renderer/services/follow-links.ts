import type { Navigation } from "#shared/shell/deep-link.ts";
import { shell } from "../bridge/shell.ts";
import { isPanelId } from "../stores/panel-ids.ts";
import type { Services } from "./services.ts";
import { shownAccount } from "./shown.ts";

type Shown = Pick<Services, "desk" | "guidePage" | "workspace" | "instruments" | "accounts">;

/** Shows what a link asks for; a panel or symbol that is not here changes nothing. */
export function showLinked(services: Shown, { show, name }: Navigation): void {
  const { desk, guidePage, workspace, instruments } = services;
  if (show === "panel" && isPanelId(name)) desk.show(name);
  if (show === "help") {
    guidePage.set(name);
    desk.show("guide");
  }
  if (show !== "symbol") return;
  const look = (): boolean => {
    const account = shownAccount(services)?.id;
    const found = instruments
      .all()
      .find((each) => each.accountId === account && each.symbol.toUpperCase() === name.toUpperCase());
    if (found === undefined) return false;
    workspace.getState().chooseInstrument(found.id);
    desk.show("chart");
    return true;
  };
  // A link that started the app is here before the account's symbols are.
  if (look() || instruments.all().length > 0) return;
  const stop = instruments.subscribe(() => (look() || instruments.all().length > 0) && stop());
}

/** Follows links for the life of the window, where a desktop shell hands them over. */
export const followLinks = (services: Services): void =>
  shell?.onNavigate((navigation) => showLinked(services, navigation));
