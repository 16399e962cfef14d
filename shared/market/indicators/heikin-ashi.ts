import type { BarColumns } from "../bar.ts";

/** Open, high, low and close of one averaged candle. */
export interface HeikinAshiBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * The Heikin-Ashi candle of a bar (M. Hirose; D. Valcu, 2004).
 * @param before the finished candle before it; null for the first of a series.
 */
export function heikinAshi(bar: HeikinAshiBar, before: HeikinAshiBar | null): HeikinAshiBar {
  const open = before === null ? (bar.open + bar.close) / 2 : (before.open + before.close) / 2;
  const close = (bar.open + bar.high + bar.low + bar.close) / 4;
  return { open, close, high: Math.max(bar.high, open, close), low: Math.min(bar.low, open, close) };
}

/** The same bars with averaged prices; times, volumes and spreads stay. */
export function heikinAshiColumns(bars: BarColumns): BarColumns {
  const column = (): Float64Array => new Float64Array(bars.count);
  const made = { ...bars, open: column(), high: column(), low: column(), close: column() };
  let before: HeikinAshiBar | null = null;
  for (let i = 0; i < bars.count; i += 1) {
    const at = (values: Float64Array): number => values[i] ?? Number.NaN;
    const bar = { open: at(bars.open), high: at(bars.high), low: at(bars.low), close: at(bars.close) };
    before = heikinAshi(bar, before);
    made.open[i] = before.open;
    made.high[i] = before.high;
    made.low[i] = before.low;
    made.close[i] = before.close;
  }
  return made;
}
