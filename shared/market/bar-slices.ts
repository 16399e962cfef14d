import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "./bar.ts";

/** Index of the first bar that opens at or after `timeMs`; bars lie in order of time. */
export function firstBarFrom(bars: BarColumns, timeMs: number): number {
  let low = 0;
  let high = bars.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars.timeMs[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bars [from, to) as columns of their own. */
export function sliceBars(bars: BarColumns, from: number, to: number): BarColumns {
  const out = emptyBarColumns(to - from);
  for (const name of BAR_COLUMNS) out[name].set(bars[name].subarray(from, to));
  return out;
}
