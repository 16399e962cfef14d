import { netOf } from "../trades/closed-trade.ts";
import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { meanOf } from "./sum.ts";

/** Net of a trade in multiples of what its first stop loss put at risk; null when that is not known. */
export const multipleOf = (trade: StatTrade): number | null =>
  trade.risk !== null && trade.risk > 0 ? netOf(trade) / trade.risk : null;

/** Mean multiple of the trades whose risk is known; null without one. */
export function expectancyOf(trades: readonly StatTrade[]): { readonly r: number | null; readonly sample: number } {
  const multiples = trades.flatMap((trade) => multipleOf(trade) ?? []);
  return { r: multiples.length === 0 ? null : meanOf(multiples), sample: multiples.length };
}

export function expectancyMetric(trades: readonly StatTrade[]): Metric {
  const { r, sample } = expectancyOf(trades);
  return metric("expectancyR", r ?? "noRisk", sample);
}
