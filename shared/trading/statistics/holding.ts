import type { TradeColumns } from "./columns.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/** How long trades were held, and for how much of the time something was open. */
export function holdingMetrics({ count, openMs, closeMs }: TradeColumns): readonly Metric[] {
  const span = new Sum();
  let held = 0;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
  let covered = 0;
  /** From here on, up to the last close, every moment that is covered has been counted. */
  let reached = Number.POSITIVE_INFINITY;
  // From the last close backwards: whatever a trade covers below `reached` is new.
  for (let at = count - 1; at >= 0; at -= 1) {
    const [open, close] = [openMs[at] ?? Number.NaN, closeMs[at] ?? 0];
    if (Number.isNaN(open)) continue;
    const hold = close - open;
    held += 1;
    span.add(hold);
    shortest = Math.min(shortest, hold);
    longest = Math.max(longest, hold);
    first = Math.min(first, open);
    last = Math.max(last, close);
    covered += Math.max(0, Math.min(close, reached) - open);
    reached = Math.min(reached, open);
  }
  if (held === 0) {
    return (["exposure", "shortestHold", "longestHold", "averageHold"] as const).map((id) => metric(id, "noTrades", 0));
  }
  return [
    metric("exposure", last > first ? (100 * covered) / (last - first) : "tooFew", held),
    metric("shortestHold", shortest, held),
    metric("longestHold", longest, held),
    metric("averageHold", span.value / held, held),
  ];
}
