import type { PeekedTicks } from "#shared/link/peek-ticks.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { StreamCursor } from "../ports/tick-store.ts";

/** What is done with a frame of ticks. */
export type Acceptance =
  | "accepted"
  /** Already taken: a resend after a reconnection. */
  | "duplicate"
  /** Not the next one, or time runs back in it: the stream is taken up again at its stored cursor. */
  | "misplaced"
  /** Sent before the stream was taken up at its cursor, or before the program heard of that: passed over. */
  | "early";

/** Frames that may be on their way when a stream is taken up; more than that are no leftovers. */
const MAX_EARLY = 1_024;

/** Where one stream stands: which frame must come next. */
export class StreamFlow {
  readonly instrument: InstrumentId;
  readonly symbol: string;
  readonly stream: number;
  #epoch = 0;
  #seq = 0n;
  #lastMs = 0;
  #announced = 0;
  #suspended = true;
  /** No frame was accepted since the stream was taken up: what does not fit is a leftover. */
  #fresh = false;
  #early = 0;
  #storedEpoch = 0;
  #stored = 0;
  /** Frames accepted and not yet committed. */
  uncommitted = 0;
  /** The last committed frame of the running session, to be acknowledged. */
  committed: { readonly stream: number; readonly epoch: number; readonly seq: bigint } | null = null;

  constructor(instrument: InstrumentId, symbol: string, stream: number) {
    this.instrument = instrument;
    this.symbol = symbol;
    this.stream = stream;
  }

  get suspended(): boolean {
    return this.#suspended;
  }

  get lastMs(): number {
    return this.#lastMs;
  }

  /** Expects what follows a stored cursor. */
  resume(cursor: StreamCursor): void {
    this.#epoch = cursor.epoch;
    this.#seq = cursor.seq;
    this.#lastMs = cursor.timeMs;
    this.#announced = cursor.epoch;
    this.#suspended = false;
    this.#fresh = true;
    this.#early = 0;
    this.#storedEpoch = cursor.epoch;
    this.#stored = cursor.total;
    this.committed = null;
  }

  /** Takes note of a committed frame. @returns how many ticks of its epoch were stored before it. */
  stored({ epoch, count }: { readonly epoch: number; readonly count: number }): number {
    const before = epoch === this.#storedEpoch ? this.#stored : 0;
    this.#storedEpoch = epoch;
    this.#stored = before + count;
    return before;
  }

  /** Passes over every frame until `resume`. */
  suspend(): void {
    this.#suspended = true;
  }

  /** Broker time ran back: the next frame may begin that epoch. */
  epochOpened(epoch: number): void {
    this.#announced = epoch;
  }

  accept(frame: Pick<PeekedTicks, "epoch" | "seq" | "firstMs" | "lastMs">): Acceptance {
    if (this.#suspended) return "early";
    const place = this.#place(frame);
    if (place === "accepted") {
      this.#epoch = frame.epoch;
      this.#seq = frame.seq;
      this.#lastMs = frame.lastMs;
      this.#fresh = false;
    } else if (place === "misplaced" && this.#fresh) {
      this.#early += 1;
      return this.#early > MAX_EARLY ? "misplaced" : "early";
    }
    return place;
  }

  #place(frame: Pick<PeekedTicks, "epoch" | "seq" | "firstMs">): Acceptance {
    if (frame.epoch === this.#epoch) {
      if (frame.seq <= this.#seq) return "duplicate";
      return frame.seq === this.#seq + 1n && frame.firstMs >= this.#lastMs ? "accepted" : "misplaced";
    }
    if (frame.epoch < this.#epoch) return "duplicate";
    return frame.epoch === this.#announced && frame.seq === 1n ? "accepted" : "misplaced";
  }
}
