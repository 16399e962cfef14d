import type { TickColumns } from "#shared/market/tick.ts";
import { lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";
import type { Recording } from "./recording.ts";

/** A place in a recording from which its ticks are handed out. */
export class RecordingCursor {
  readonly recording: Recording;
  #chunk = 0;
  #ticks: TickColumns | undefined;
  #at = 0;

  constructor(recording: Recording) {
    this.recording = recording;
  }

  /** Goes to the first tick at or after `timeMs`. */
  async seek(timeMs: number): Promise<void> {
    this.#chunk = this.recording.chunkAt(timeMs);
    await this.#load();
    if (this.#ticks !== undefined) this.#at = lowerBound(this.#ticks, timeMs);
  }

  /** Time of the next tick; infinite at the end. */
  get nextMs(): number {
    return this.#ticks?.timeMs[this.#at] ?? Number.POSITIVE_INFINITY;
  }

  /** The ticks from here on up to `untilMs` (inclusive), as far as the chunk at hand has them. */
  async take(untilMs: number): Promise<TickColumns> {
    const ticks = this.#ticks;
    if (ticks === undefined) throw new Error("the recording is at its end");
    const end = Math.max(this.#at, lowerBound(ticks, untilMs + 1));
    const part = sliceTicks(ticks, this.#at, end);
    this.#at = end;
    if (end === ticks.count) {
      this.#chunk++;
      await this.#load();
    }
    return part;
  }

  async #load(): Promise<void> {
    this.#at = 0;
    this.#ticks = this.#chunk < this.recording.chunkCount ? await this.recording.read(this.#chunk) : undefined;
  }
}
