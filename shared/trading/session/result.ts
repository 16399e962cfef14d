import type { MinorUnits } from "../../market/brands.ts";
import { moneyFromDouble } from "../../market/money.ts";
import type { SessionState } from "./session-state.ts";

/** Raw account-currency double: what the session's closed and open trades have brought so far. */
export function rawResult(state: SessionState): number {
  let net = state.tally.net + state.floating;
  for (const trade of state.live) net += trade.net;
  return net;
}

/** The same rounded once, to minor units, as MetaTrader prints it. */
export const sessionResult = (state: SessionState): MinorUnits => minorUnits(rawResult(state), state.currencyDigits);

/** Rounds a raw sum to minor units; the currency's name plays no part. */
export const minorUnits = (raw: number, digits: number): MinorUnits => moneyFromDouble(raw, "", digits).minor;

/** A trade's result by its rounded money: SPEC.md counts nothing as both won and lost. */
export function tradeResult(net: number, digits: number): "win" | "loss" | "breakeven" {
  const minor = minorUnits(net, digits);
  if (minor > 0) return "win";
  return minor < 0 ? "loss" : "breakeven";
}
