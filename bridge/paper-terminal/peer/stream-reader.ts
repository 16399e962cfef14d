import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { TerminalData } from "./terminal-data.ts";
import type { Cursor } from "./tick-ring.ts";
import { FRAME_TICKS } from "./tick-stream.ts";

/** Ticks of the past that are fetched at a time. */
const FETCH = 4_096;
const NONE = emptyTickColumns(0);

/** Reads the ticks that follow a cursor: from the ring when they are at hand, else from the market's history. */
export class StreamReader {
  readonly #data: TerminalData;
  readonly #symbol: string;
  readonly #ready: () => void;
  readonly #failed: (error: unknown) => void;
  #past: TickColumns = NONE;
  #read = 0;
  #fetching: object | null = null;
  /** Up to here the history has nothing more to give: what follows is the ring's. */
  #emptyUntilMs = 0;

  /** `ready` is called when ticks that had to be fetched are there. */
  constructor(data: TerminalData, symbol: string, ready: () => void, failed: (error: unknown) => void) {
    this.#data = data;
    this.#symbol = symbol;
    this.#ready = ready;
    this.#failed = failed;
  }

  /** The next ticks after the cursor, at most a frame; none when there are none yet, or they are being fetched. */
  following(cursor: Cursor): TickColumns {
    if (this.#read < this.#past.count) {
      return viewTicks(this.#past, this.#read, Math.min(this.#past.count, this.#read + FRAME_TICKS));
    }
    if (this.#fetching !== null) return NONE;
    const ring = this.#data.ring(this.#symbol);
    const at = cursor.timeMs < this.#emptyUntilMs ? { timeMs: this.#emptyUntilMs, count: 0 } : cursor;
    const ticks = ring.after(at, FRAME_TICKS);
    if (ticks !== null) return ticks;
    this.#fetch(cursor, ring.coversFromMs);
    return NONE;
  }

  /** The stream has sent `count` of what `following` gave. */
  took(count: number): void {
    if (this.#read < this.#past.count) this.#read += count;
  }

  /** Forgets what was fetched: the cursor was set elsewhere. */
  reset(): void {
    this.#past = NONE;
    this.#read = 0;
    this.#fetching = null;
    this.#emptyUntilMs = 0;
  }

  #fetch(cursor: Cursor, untilMs: number): void {
    const token = {};
    this.#fetching = token;
    this.#data.past(this.#symbol, cursor, untilMs, FETCH).then((ticks) => {
      if (this.#fetching !== token) return;
      this.#fetching = null;
      this.#past = ticks;
      this.#read = 0;
      if (ticks.count === 0) this.#emptyUntilMs = untilMs;
      this.#ready();
    }, this.#failed);
  }
}
