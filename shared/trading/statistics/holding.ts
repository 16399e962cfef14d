import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { meanOf } from "./sum.ts";

type Span = readonly [fromMs: number, toMs: number];

const spansOf = (trades: readonly StatTrade[]): readonly Span[] =>
  trades.flatMap(({ openMs, closeMs }): Span[] => (openMs === null ? [] : [[openMs, closeMs]]));

/** Time covered by at least one span. */
function coveredMs(spans: readonly Span[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}

/** How long trades were held, and for how much of the time something was open. */
export function holdingMetrics(trades: readonly StatTrade[]): readonly Metric[] {
  const spans = spansOf(trades);
  const count = spans.length;
  if (count === 0) {
    return (["exposure", "shortestHold", "longestHold", "averageHold"] as const).map((id) => metric(id, "noTrades", 0));
  }
  const holds = spans.map(([from, to]) => to - from);
  const first = spans.reduce((least, [from]) => Math.min(least, from), Number.POSITIVE_INFINITY);
  const last = spans.reduce((most, [, to]) => Math.max(most, to), Number.NEGATIVE_INFINITY);
  return [
    metric("exposure", last > first ? (100 * coveredMs(spans)) / (last - first) : "tooFew", count),
    metric(
      "shortestHold",
      holds.reduce((a, b) => Math.min(a, b)),
      count,
    ),
    metric(
      "longestHold",
      holds.reduce((a, b) => Math.max(a, b)),
      count,
    ),
    metric("averageHold", meanOf(holds), count),
  ];
}
