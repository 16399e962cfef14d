import type { TickColumns } from "#shared/market/tick.ts";
import type { Recording } from "./recording.ts";
import { RecordingCursor } from "./recording-cursor.ts";

/** Several recordings as one market: their ticks in order of time, a run of one symbol at a time. */
export class MergedTicks {
  readonly #cursors: readonly RecordingCursor[];

  constructor(recordings: readonly Recording[]) {
    this.#cursors = recordings.map((recording) => new RecordingCursor(recording));
  }

  async seek(timeMs: number): Promise<void> {
    await Promise.all(this.#cursors.map((cursor) => cursor.seek(timeMs)));
  }

  /** Time of the next tick; infinite at the end. */
  get nextMs(): number {
    return Math.min(...this.#cursors.map((cursor) => cursor.nextMs));
  }

  /**
   * The next run of ticks up to `untilMs` (inclusive), or undefined when none is due. Ticks of the same ms come in the
   * order of the recordings, however the runs are cut.
   */
  async take(untilMs: number): Promise<{ symbol: string; ticks: TickColumns } | undefined> {
    const { nextMs } = this;
    if (nextMs > untilMs || nextMs === Number.POSITIVE_INFINITY) return undefined;
    const index = this.#cursors.findIndex((cursor) => cursor.nextMs === nextMs);
    const cursor = this.#cursors[index] as RecordingCursor;
    const endMs = this.#cursors.reduce((end, other, i) => {
      if (i === index) return end;
      return Math.min(end, i < index ? other.nextMs - 1 : other.nextMs);
    }, untilMs);
    return { symbol: cursor.recording.symbol.name, ticks: await cursor.take(endMs) };
  }
}
