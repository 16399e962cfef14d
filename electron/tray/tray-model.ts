import type { Account } from "#shared/contract/accounts.ts";
import type { LatchesView } from "#shared/contract/trading.ts";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
import type { UpdateState } from "../updates/update-desk.ts";
import type { ShellWords } from "./shell-words.ts";

export type TrayVerb = "pauseEntries" | "stopAutomation" | "flattenAll";
const VERBS: readonly TrayVerb[] = ["pauseEntries", "stopAutomation", "flattenAll"];

/** What the shell knows of the terminal. */
export interface TrayState {
  readonly phase: BridgeProcessState["phase"];
  /** Whether the bridge answers: what is below is worth something. */
  readonly connected: boolean;
  readonly accounts: readonly Pick<Account, "name" | "login" | "nature" | "positions">[];
  readonly latches: readonly Pick<LatchesView, "latches">[];
  readonly update: UpdateState;
}

export interface TrayItem {
  readonly verb: TrayVerb;
  readonly label: string;
  readonly enabled: boolean;
}

export interface TrayModel {
  readonly toolTip: string;
  readonly items: readonly TrayItem[];
  /** A version that could be installed; undefined: none. */
  readonly update: Pick<TrayItem, "label" | "enabled"> | undefined;
}

/** What the tray says and offers. Windows cuts a tooltip at 127 characters. */
export function trayModel({ phase, connected, accounts, latches, update }: TrayState, words: ShellWords): TrayModel {
  const held = (verb: TrayVerb): boolean =>
    latches.length > 0 && latches.every((view) => view.latches.some((latch) => latch.verb === verb));
  const told = accounts.map(
    ({ name, nature, positions }) =>
      `${name} (${nature.toUpperCase()}): ${positions} ${positions === 1 ? words.position : words.positions}`,
  );
  const lines = [`Fairlead: ${words[phase]}`, ...(connected ? (told.length === 0 ? [words.none] : told) : [])];
  return {
    toolTip: lines.join("\n").slice(0, 127),
    items: VERBS.map((verb) => ({
      verb,
      label: held(verb) ? `${words[verb]}: ${words.latched}` : words[verb],
      enabled: connected && accounts.length > 0 && !held(verb),
    })),
    update: update.phase === "ready" ? updateItem(update, words) : undefined,
  };
}

/** While something is open the version waits, and the item says so. */
function updateItem({ version, waitsFor }: Extract<UpdateState, { phase: "ready" }>, words: ShellWords) {
  const waits = waitsFor.length > 0;
  return { label: `${words.install} ${version}${waits ? `: ${words.installWaits}` : ""}`, enabled: !waits };
}
