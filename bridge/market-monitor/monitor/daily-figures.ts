import type { BarUpdate } from "#shared/contract/market.ts";
import type { SymbolMeasures } from "#shared/contract/monitor.ts";
import { type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { priceGaps } from "#shared/market/monitor/market-gaps.ts";
import { averageTrueRange, realisedVolatility } from "#shared/market/monitor/volatility.ts";

/** Daily bars that are read of an instrument: three months. */
export const DAYS = 64;
export const ATR_DAYS = 14;
/** Closes whose returns make the volatility. */
export const VOLATILITY_DAYS = 21;
const TRADING_DAYS = 252;
const DAY_MS = 86_400_000;

/** An instrument's closed days, and the day that is forming. */
export interface Days {
  readonly closed: BarColumns;
  /** Close of the last closed day; undefined without one. */
  readonly reference: number | undefined;
}

/** @param bars daily bars, oldest first. @param nowMs broker time: the bar of its day is not closed. */
export function daysOf(bars: readonly BarUpdate[], nowMs: number): Days {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const past = bars.filter(({ timeMs }) => timeMs < today);
  const closed = emptyBarColumns(past.length);
  past.forEach((bar, i) => {
    closed.timeMs[i] = bar.timeMs;
    closed.open[i] = bar.open;
    closed.high[i] = bar.high;
    closed.low[i] = bar.low;
    closed.close[i] = bar.close;
  });
  return { closed, reference: past.at(-1)?.close };
}

/** @param bid the last one; undefined before the first quote. */
export function dailyFigures({ closed, reference }: Days, bid: number | undefined): SymbolMeasures["daily"] {
  const from = Math.max(0, closed.count - VOLATILITY_DAYS);
  const recent = { ...closed, count: closed.count - from, close: closed.close.subarray(from) };
  const gap = priceGaps(closed, DAY_MS, Number.MIN_VALUE).at(-1);
  return {
    atr: averageTrueRange(closed, ATR_DAYS) ?? null,
    volatility: realisedVolatility(recent, TRADING_DAYS) ?? null,
    bars: closed.count,
    change: bid === undefined || reference === undefined || !(reference > 0) ? null : bid / reference - 1,
    gap: gap === undefined ? null : { jump: gap.jump, afterMs: gap.afterMs },
  };
}
