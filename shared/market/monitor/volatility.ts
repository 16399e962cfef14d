import type { BarColumns } from "../bar.ts";

/**
 * Average true range of the last bars by Wilder's smoothing ("New Concepts in Technical Trading Systems", 1978): the
 * true range of a bar is the largest of high - low, |high - close before| and |low - close before|; the first average
 * is the plain mean of `period` true ranges, each next one (average * (period - 1) + true range) / period.
 * @returns in prices; undefined with fewer than `period` + 1 bars.
 */
export function averageTrueRange({ count, high, low, close }: BarColumns, period: number): number | undefined {
  if (!(period >= 1) || count < period + 1) return undefined;
  let average = 0;
  for (let i = 1; i < count; i++) {
    const before = close[i - 1] as number;
    const range = Math.max(
      (high[i] as number) - (low[i] as number),
      Math.abs((high[i] as number) - before),
      Math.abs((low[i] as number) - before),
    );
    if (i <= period) average += range / period;
    else average = (average * (period - 1) + range) / period;
  }
  return average;
}

/**
 * Realised volatility: the square root of the mean squared logarithmic return from close to close, scaled to a year by
 * the square root of `barsPerYear` (252 for D1; the mean return is taken as 0, as for short returns it is).
 * @returns as a share (0.1 = 10 % a year); undefined with fewer than two bars or a close that is not positive.
 */
export function realisedVolatility({ count, close }: BarColumns, barsPerYear: number): number | undefined {
  if (count < 2) return undefined;
  let squares = 0;
  for (let i = 1; i < count; i++) {
    const change = Math.log((close[i] as number) / (close[i - 1] as number));
    if (!Number.isFinite(change)) return undefined;
    squares += change * change;
  }
  return Math.sqrt((squares / (count - 1)) * barsPerYear);
}
