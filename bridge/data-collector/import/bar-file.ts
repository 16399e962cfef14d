import type { BarColumns } from "#shared/market/bar.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";

/** Bars out of a file, times as the file has them (a broker's). */
export interface BarFile {
  /** For people: "MT4 history". */
  readonly form: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly digits: number;
  readonly bars: BarColumns;
}

/** Ten years of minutes; more than that is read in several files. */
export const MOST_BARS = 4_000_000;

/**
 * What is wrong with a bar of a file, in words that follow "expected"; undefined when nothing is.
 * @param before the bar before it.
 */
export function barFault(bar: FormingBar, timeframe: Timeframe, before: FormingBar | undefined): string | undefined {
  const { timeMs, open, high, low, close, tickVolume, spread, realVolume } = bar;
  if (!Number.isSafeInteger(timeMs) || timeMs < 0) return "a time since 1970";
  if (before !== undefined && timeMs <= before.timeMs) return "a time after that of the bar before";
  if (barOpen(timeframe, timeMs) !== timeMs) return `a time at which a bar of ${timeframe} opens`;
  if (![open, high, low, close].every((price) => Number.isFinite(price) && price > 0)) return "prices above 0";
  if (low > Math.min(open, close) || high < Math.max(open, close)) return "open and close between low and high";
  if (![tickVolume, spread, realVolume].every((count) => Number.isFinite(count) && count >= 0)) {
    return "volumes and a spread that are not negative";
  }
  return undefined;
}
