import type { BarColumns } from "#shared/market/bar.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

/** Hands out a range of bars piece by piece, so that years of them neither fill memory nor hold up the quotes. */
export interface BarReader {
  /** The next bars, oldest first, at most `limit`; an empty answer is the end. Works for a few ms at a time. */
  read(limit: number): Promise<BarColumns>;
}

/** A market that knows its bars of the past, in MetaTrader's sense: bid prices, broker time. */
export interface BarHistory {
  /** Bars that open in [fromMs, toMs], broker ms; the one still forming is as it stands now. */
  bars(symbol: string, timeframe: Timeframe, fromMs: number, toMs: number): BarReader;
}
