import type { BarSealer } from "./bar-sealer.ts";
import type { Lane } from "./lane.ts";

/** Ticks of a lane that may wait for their bars while the lane is busy; reads build so many at most. */
const MOST_UNSEALED = 4_000_000;
/** Ticks that make sealing worth its while. */
const WORTH_SEALING = 100_000;
/** A lane is left alone until nothing has come for so long: sealing must not hold up a burst. */
const QUIET_MS = 250;

/** Seals streams when they have grown and the writer has nothing better to do. */
export class SealSoon {
  readonly #sealer: BarSealer;
  readonly #waiting = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(sealer: BarSealer) {
    this.#sealer = sealer;
  }

  grew(lanes: readonly Lane[]): void {
    for (const lane of lanes) {
      const unsealed = lane.total - lane.sealedTotal;
      if (unsealed < WORTH_SEALING) continue;
      if (unsealed >= MOST_UNSEALED) this.#seal(lane.stream);
      else this.#waiting.add(lane.stream);
    }
    if (this.#waiting.size === 0) return;
    this.#timer ??= setTimeout(() => this.#whenQuiet(), QUIET_MS).unref();
    this.#timer.refresh();
  }

  /** Makes bars of a stream's ticks now. */
  now(stream: number): void {
    this.#seal(stream);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #whenQuiet(): void {
    this.#timer = undefined;
    const [stream] = this.#waiting;
    if (stream === undefined) return;
    this.#seal(stream);
    // One at a time: what came meanwhile goes first.
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#whenQuiet(), 0).unref();
  }

  #seal(stream: number): void {
    this.#waiting.delete(stream);
    try {
      this.#sealer.seal(stream);
    } catch {
      // Bars are made of ticks again whenever they are read; the next growth tries to keep them once more.
    }
  }
}
