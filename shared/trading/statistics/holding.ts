import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

type Held = StatTrade & { readonly openMs: number };

/** Time covered by at least one trade; they come in order of their close, so that of their entry is nearly there. */
function coveredMs(held: readonly Held[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { openMs, closeMs } of held.toSorted((a, b) => a.openMs - b.openMs)) {
    covered += Math.max(0, closeMs - Math.max(openMs, reached));
    reached = Math.max(reached, closeMs);
  }
  return covered;
}

/** How long trades were held, and for how much of the time something was open. */
export function holdingMetrics(trades: readonly StatTrade[]): readonly Metric[] {
  const held = trades.filter((trade): trade is Held => trade.openMs !== null);
  const count = held.length;
  if (count === 0) {
    return (["exposure", "shortestHold", "longestHold", "averageHold"] as const).map((id) => metric(id, "noTrades", 0));
  }
  const span = new Sum();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
  for (const { openMs, closeMs } of held) {
    const hold = closeMs - openMs;
    span.add(hold);
    shortest = Math.min(shortest, hold);
    longest = Math.max(longest, hold);
    first = Math.min(first, openMs);
    last = Math.max(last, closeMs);
  }
  return [
    metric("exposure", last > first ? (100 * coveredMs(held)) / (last - first) : "tooFew", count),
    metric("shortestHold", shortest, count),
    metric("longestHold", longest, count),
    metric("averageHold", span.value / count, count),
  ];
}
