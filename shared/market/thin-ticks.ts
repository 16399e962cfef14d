import type { TickColumns } from "./tick.ts";

/** A line of bids with no more points than its picture needs, oldest first. */
export interface ThinnedTicks {
  readonly count: number;
  readonly timeMs: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  /** Ticks that the points stand for. */
  readonly of: number;
}

const CORNERS = 4;

/**
 * Thins ticks for a chart: of each of `buckets` equal spans of time the first, the last, the lowest and the highest bid
 * stay, which draws the same line, pixel for pixel, as all of them (M4; Jugel, Jerzak, Hackenbroich, Markl: "M4: A
 * Visualization-Oriented Time Series Data Aggregation", VLDB 2014). A tick that is several of the four stays once.
 */
export class TickThinning {
  readonly #fromMs: number;
  readonly #spanMs: number;
  readonly #buckets: number;
  readonly #times: Float64Array;
  readonly #bids: Float64Array;
  readonly #asks: Float64Array;
  /** Position of each kept tick in the order of arrival. */
  readonly #orders: Float64Array;
  readonly #filled: Uint8Array;
  #seen = 0;

  /** @throws RangeError when the span or the number of buckets is not positive. */
  constructor(fromMs: number, toMs: number, buckets: number) {
    if (!(toMs > fromMs) || !(buckets >= 1)) throw new RangeError("there is nothing to thin");
    this.#fromMs = fromMs;
    this.#buckets = Math.floor(buckets);
    this.#spanMs = (toMs - fromMs) / this.#buckets;
    const points = this.#buckets * CORNERS;
    this.#times = new Float64Array(points);
    this.#bids = new Float64Array(points);
    this.#asks = new Float64Array(points);
    this.#orders = new Float64Array(points);
    this.#filled = new Uint8Array(this.#buckets);
  }

  /** Adds ticks of the span, in order. */
  add(ticks: TickColumns): void {
    const { timeMs, bid } = ticks;
    for (let i = 0; i < ticks.count; i++) {
      const bucket = Math.min(this.#buckets - 1, Math.floor(((timeMs[i] as number) - this.#fromMs) / this.#spanMs));
      if (bucket < 0) continue;
      const at = bucket * CORNERS;
      const price = bid[i] as number;
      if (this.#filled[bucket] === 0) {
        this.#filled[bucket] = 1;
        for (let corner = 0; corner < CORNERS; corner++) this.#put(at + corner, ticks, i);
      } else {
        if (price < (this.#bids[at + 1] as number)) this.#put(at + 1, ticks, i);
        if (price > (this.#bids[at + 2] as number)) this.#put(at + 2, ticks, i);
        this.#put(at + 3, ticks, i);
      }
      this.#seen++;
    }
  }

  /** The points that stay. */
  take(): ThinnedTicks {
    const kept: number[] = [];
    for (let bucket = 0; bucket < this.#buckets; bucket++) {
      if (this.#filled[bucket] === 0) continue;
      const corners = [0, 1, 2, 3].map((corner) => bucket * CORNERS + corner);
      corners.sort((a, b) => (this.#orders[a] as number) - (this.#orders[b] as number));
      for (const corner of corners) {
        if (this.#orders[corner] !== this.#orders[kept.at(-1) ?? -1]) kept.push(corner);
      }
    }
    const column = (from: Float64Array): Float64Array => Float64Array.from(kept, (corner) => from[corner] as number);
    return {
      count: kept.length,
      timeMs: column(this.#times),
      bid: column(this.#bids),
      ask: column(this.#asks),
      of: this.#seen,
    };
  }

  #put(corner: number, { timeMs, bid, ask }: TickColumns, i: number): void {
    this.#times[corner] = timeMs[i] as number;
    this.#bids[corner] = bid[i] as number;
    this.#asks[corner] = ask[i] as number;
    this.#orders[corner] = this.#seen;
  }
}
