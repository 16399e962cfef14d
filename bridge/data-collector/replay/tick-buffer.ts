import { LAST_MS } from "#shared/link/time-range.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { LineFault } from "./malformed.ts";

/** One tick as a reader parsed it. */
export interface ParsedTick {
  timeMs: number;
  /** Ten-thousandths of a ms. */
  subMs: number;
  bid: number;
  ask: number;
  last: number;
  volume: bigint;
  volumeReal: number;
  flags: number;
}

const MOST_VOLUME = 2n ** 64n - 1n;
const MOST_FLAGS = 0xffff_ffff;
/** No market quotes more; a price beyond it is another column, or damage. */
const MOST_PRICE = 1e12;

/** Gathers parsed ticks into columns of a fixed size. */
export class TickBuffer {
  readonly #capacity: number;
  #columns: TickColumns;
  #count = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  #lastSub = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#columns = emptyTickColumns(capacity, true);
  }

  get full(): boolean {
    return this.#count === this.#capacity;
  }

  get count(): number {
    return this.#count;
  }

  /** @throws LineFault when the tick is older than the one before it, or is none that MT5 could have. */
  push(tick: ParsedTick): void {
    const { timeMs, subMs } = tick;
    if (timeMs < 0 || timeMs > LAST_MS) throw new LineFault("a time of the years 1970 to 3000");
    if (tick.volume < 0n || tick.volume > MOST_VOLUME || tick.volumeReal < 0)
      throw new LineFault(`a volume from 0 to ${MOST_VOLUME}`);
    if (![tick.bid, tick.ask, tick.last].every((price) => Math.abs(price) < MOST_PRICE)) {
      throw new LineFault("prices below a million million");
    }
    if (tick.flags > MOST_FLAGS) throw new LineFault(`flags from 0 to ${MOST_FLAGS}`);
    if (timeMs < this.#lastTime || (timeMs === this.#lastTime && subMs < this.#lastSub)) {
      throw new LineFault("a time that is not earlier than the line before");
    }
    this.#lastTime = timeMs;
    this.#lastSub = subMs;
    const at = this.#count++;
    const columns = this.#columns;
    columns.timeMs[at] = timeMs;
    if (columns.subMs !== undefined) columns.subMs[at] = subMs;
    columns.bid[at] = tick.bid;
    columns.ask[at] = tick.ask;
    columns.last[at] = tick.last;
    columns.volume[at] = tick.volume;
    columns.volumeReal[at] = tick.volumeReal;
    columns.flags[at] = tick.flags;
  }

  /** The ticks so far; the buffer is empty afterwards. */
  take(): TickColumns {
    const full = this.#columns;
    const columns: TickColumns = { ...full, count: this.#count };
    this.#columns = emptyTickColumns(this.#capacity, true);
    this.#count = 0;
    return columns;
  }
}
