import type { Position } from "#shared/contract/accounts.ts";
import { en } from "./en.ts";
import type { Text, TextKey } from "./i18n.ts";

/** What Fairlead writes before the number of its orders (bridge/trading/executor/trade-command.ts). */
const OURS = /^FL [0-9a-f]{12}$/;

/** Where a position or an order comes from: us, what its comment says, else what MT5 says. */
export function originText(text: Text, origin: Position["origin"], comment: string): string {
  if (OURS.test(comment)) return text("origin.ours");
  return comment === "" ? text(`origin.${origin}`) : comment;
}

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key);

/** A word for a name of the broker's; the name itself where this window has none. */
export function nameOf(text: Text, prefix: "kind" | "origin", name: string): string {
  const key = `${prefix}.${name}`;
  return isTextKey(key) ? text(key) : name;
}
