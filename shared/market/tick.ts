/**
 * MT5 tick flags as documented for `MqlTick.flags` (mql5.com/en/docs/constants/structures/mqltick).
 * Brokers set further, undocumented bits (128 in recordings): they are kept, never interpreted.
 */
export const TICK_FLAG = { bid: 2, ask: 4, last: 8, volume: 16, buy: 32, sell: 64 } as const;

/**
 * Ticks of one instrument as columns, oldest first; every array has `count` valid entries.
 * Columns are what the store keeps, what crosses threads and what charts read.
 */
export interface TickColumns {
  readonly count: number;
  /** Broker ms (`MqlTick.time_msc`), whole numbers, never decreasing inside one cursor epoch. */
  readonly timeMs: Float64Array;
  /** Ten-thousandths of a ms beyond `timeMs` (0 to 9,999), for sources finer than MT5; absent = all zero. */
  readonly subMs?: Uint16Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly last: Float64Array;
  readonly volume: BigUint64Array;
  readonly volumeReal: Float64Array;
  readonly flags: Uint32Array;
}

/** Room for `count` ticks, zeroed. */
export function emptyTickColumns(count: number, withSubMs = false): TickColumns {
  return {
    count,
    timeMs: new Float64Array(count),
    ...(withSubMs ? { subMs: new Uint16Array(count) } : {}),
    bid: new Float64Array(count),
    ask: new Float64Array(count),
    last: new Float64Array(count),
    volume: new BigUint64Array(count),
    volumeReal: new Float64Array(count),
    flags: new Uint32Array(count),
  };
}
