import type { BarColumns } from "./bar.ts";
import { barColumns, type FormingBar } from "./m1-builder.ts";
import { barOpen, type Timeframe } from "./timeframe.ts";

/** The bar at `index` of `bars`. */
export function barAt(bars: BarColumns, index: number): FormingBar {
  return {
    timeMs: bars.timeMs[index] as number,
    open: bars.open[index] as number,
    high: bars.high[index] as number,
    low: bars.low[index] as number,
    close: bars.close[index] as number,
    tickVolume: bars.tickVolume[index] as number,
    spread: bars.spread[index] as number,
    realVolume: bars.realVolume[index] as number,
  };
}

/** Takes the bar `next`, which follows `bar` in time, into `bar`. */
export function absorbBar(bar: FormingBar, next: Readonly<FormingBar>): void {
  bar.high = Math.max(bar.high, next.high);
  bar.low = Math.min(bar.low, next.low);
  bar.close = next.close;
  bar.tickVolume += next.tickVolume;
  bar.spread = Math.min(bar.spread, next.spread);
  bar.realVolume += next.realVolume;
}

/**
 * Bars of a higher timeframe from bars of a lower one, in broker time: a bar opens where MetaTrader opens it, and holds
 * the extremes, the summed volumes and the smallest spread of its parts.
 * @param bars oldest first.
 */
export function aggregate(bars: BarColumns, timeframe: Timeframe): BarColumns {
  const out: FormingBar[] = [];
  let current: FormingBar | undefined;
  for (let i = 0; i < bars.count; i++) {
    const part = barAt(bars, i);
    const timeMs = barOpen(timeframe, part.timeMs);
    if (current !== undefined && current.timeMs === timeMs) {
      absorbBar(current, part);
      continue;
    }
    current = { ...part, timeMs };
    out.push(current);
  }
  return barColumns(out);
}
