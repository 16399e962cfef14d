import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/** Net of a trade in multiples of what its first stop loss put at risk; null when that is not known. */
export const multipleOf = (trade: StatTrade): number | null =>
  trade.risk !== null && trade.risk > 0 ? trade.net / trade.risk : null;

/** Mean multiple of the trades whose risk is known; null without one. */
export function expectancyOf(trades: readonly StatTrade[]): { readonly r: number | null; readonly sample: number } {
  const sum = new Sum();
  let sample = 0;
  for (const trade of trades) {
    const multiple = multipleOf(trade);
    if (multiple === null) continue;
    sum.add(multiple);
    sample += 1;
  }
  return { r: sample === 0 ? null : sum.value / sample, sample };
}

export function expectancyMetric(trades: readonly StatTrade[]): Metric {
  const { r, sample } = expectancyOf(trades);
  return metric("expectancyR", r ?? "noRisk", sample);
}
