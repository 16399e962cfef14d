import { dayOf, weekdayOf } from "./broker-day.ts";
import type { StatTrade } from "./input.ts";

const HOUR_MS = 3_600_000;

/** Hour of the broker's day, 0 to 23. */
export const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS) % 24;

/** Net and number of trades by weekday (Monday first) and hour of the entry; 168 cells, weekday * 24 + hour. */
export function heatmapOf(trades: readonly StatTrade[]): {
  readonly net: Float64Array;
  readonly trades: Float64Array;
} {
  const net = new Float64Array(168);
  const counts = new Float64Array(168);
  for (const trade of trades) {
    if (trade.openMs === null) continue;
    const cell = weekdayOf(dayOf(trade.openMs)) * 24 + hourOf(trade.openMs);
    net[cell] = (net[cell] ?? 0) + trade.net;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { net, trades: counts };
}
