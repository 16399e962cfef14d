import type { Position } from "#shared/contract/accounts.ts";
import type { Text } from "./i18n.ts";

/** What Fairlead writes before the number of its orders (bridge/trading/executor/trade-command.ts). */
const OURS = /^FL [0-9a-f]{12}$/;

/** Where a position or an order comes from: us, what its comment says, else what MT5 says. */
export function originText(text: Text, origin: Position["origin"], comment: string): string {
  if (OURS.test(comment)) return text("origin.ours");
  return comment === "" ? text(`origin.${origin}`) : comment;
}
