import { dayOf, weekdayOf } from "./broker-day.ts";
import type { TradeColumns } from "./columns.ts";

const HOUR_MS = 3_600_000;

/** Hour of the broker's day, 0 to 23. */
export const hourOf = (timeMs: number): number => Math.floor(timeMs / HOUR_MS) % 24;

/** Net and number of trades by weekday (Monday first) and hour of the entry; 168 cells, weekday * 24 + hour. */
export function heatmapOf({ count, openMs, net: nets }: TradeColumns): {
  readonly net: Float64Array;
  readonly trades: Float64Array;
} {
  const net = new Float64Array(168);
  const trades = new Float64Array(168);
  for (let at = 0; at < count; at += 1) {
    const open = openMs[at] ?? Number.NaN;
    if (Number.isNaN(open)) continue;
    const cell = weekdayOf(dayOf(open)) * 24 + hourOf(open);
    net[cell] = (net[cell] ?? 0) + (nets[at] ?? 0);
    trades[cell] = (trades[cell] ?? 0) + 1;
  }
  return { net, trades };
}
