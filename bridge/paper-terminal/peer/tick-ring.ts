import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { copyTicks, lowerBound, viewTicks } from "#shared/market/tick-slices.ts";

/** Where a stream stands: the ticks before `timeMs` were sent, and the first `count` of those at it. */
export interface Cursor {
  readonly timeMs: number;
  readonly count: number;
}

/** The ticks at hand of one symbol, like the tick cache that a terminal keeps: the newest ones, without a hole. */
export class TickRing {
  readonly #room: number;
  #ticks: TickColumns;
  #start = 0;
  #end = 0;
  #coversFromMs: number;

  /** Holds `room` ticks at least once it is full. All ticks from `coversFromMs` (broker ms) on will be added. */
  constructor(room: number, coversFromMs: number) {
    this.#room = room;
    this.#ticks = emptyTickColumns(Math.min(room, 512) * 2);
    this.#coversFromMs = coversFromMs;
  }

  /** Every tick at or after this time that has come is here. */
  get coversFromMs(): number {
    return this.#coversFromMs;
  }

  get lastMs(): number | null {
    return this.#end === this.#start ? null : (this.#ticks.timeMs[this.#end - 1] as number);
  }

  /** Forgets all; from now on it holds what comes at or after `coversFromMs`. */
  reset(coversFromMs: number): void {
    this.#start = 0;
    this.#end = 0;
    this.#coversFromMs = coversFromMs;
  }

  /** Takes new ticks, none earlier than those before. */
  add(ticks: TickColumns): void {
    this.#makeRoom(ticks);
    copyTicks(ticks, 0, ticks.count, this.#ticks, this.#end);
    this.#end += ticks.count;
  }

  /** Up to `limit` ticks after a cursor; null when the ring begins after it. The columns are copies. */
  after(cursor: Cursor, limit: number): TickColumns | null {
    if (cursor.timeMs < this.#coversFromMs) return null;
    const held = viewTicks(this.#ticks, this.#start, this.#end);
    const from = Math.min(held.count, lowerBound(held, cursor.timeMs) + cursor.count);
    const to = Math.min(held.count, from + limit);
    const taken = emptyTickColumns(to - from);
    copyTicks(held, from, to, taken, 0);
    return taken;
  }

  /** How many ticks it holds after a cursor. */
  countAfter(cursor: Cursor): number {
    const held = viewTicks(this.#ticks, this.#start, this.#end);
    return Math.max(0, held.count - lowerBound(held, cursor.timeMs) - cursor.count);
  }

  #makeRoom(coming: TickColumns): void {
    if (this.#end + coming.count <= this.#ticks.timeMs.length) return;
    const held = this.#end - this.#start;
    const keep = Math.min(held, this.#room);
    if (keep < held) this.#drop(held - keep);
    const size = Math.max(Math.min(this.#room * 2, keep * 4), keep + coming.count, 1_024);
    const larger = emptyTickColumns(size);
    copyTicks(this.#ticks, this.#start, this.#end, larger, 0);
    this.#ticks = larger;
    this.#start = 0;
    this.#end = keep;
  }

  /** Lets the oldest ticks go; a millisecond of which some went is not covered any more. */
  #drop(count: number): void {
    const lastGone = this.#ticks.timeMs[this.#start + count - 1] as number;
    this.#start += count;
    this.#coversFromMs = lastGone + 1;
  }
}
