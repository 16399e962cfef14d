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

  /** @throws LineFault when the tick is older than the one before it. */
  push(tick: ParsedTick): void {
    const { timeMs, subMs } = tick;
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
