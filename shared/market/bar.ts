/** Bars of one instrument and timeframe as columns, oldest first, keyed by broker time. */
export interface BarColumns {
  readonly count: number;
  /** Opening time in broker ms. */
  readonly timeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Number of ticks that changed the bid (`flags & TICK_FLAG.bid`): MetaTrader's tick volume. */
  readonly tickVolume: Float64Array;
  /** Smallest spread of the bar in points: MetaTrader's bar spread. */
  readonly spread: Float64Array;
  readonly realVolume: Float64Array;
}

export const BAR_COLUMNS = ["timeMs", "open", "high", "low", "close", "tickVolume", "spread", "realVolume"] as const;

/** Room for `count` bars, zeroed. */
export function emptyBarColumns(count: number): BarColumns {
  const column = (): Float64Array => new Float64Array(count);
  return {
    count,
    timeMs: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    tickVolume: column(),
    spread: column(),
    realVolume: column(),
  };
}
