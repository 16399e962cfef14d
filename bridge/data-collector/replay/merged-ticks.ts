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

  /** The next run of ticks up to `untilMs` (inclusive), or undefined when none is due. */
  async take(untilMs: number): Promise<{ symbol: string; ticks: TickColumns } | undefined> {
    let first: RecordingCursor | undefined;
    let otherMs = Number.POSITIVE_INFINITY;
    for (const cursor of this.#cursors) {
      if (first === undefined || cursor.nextMs < first.nextMs) {
        otherMs = Math.min(otherMs, first?.nextMs ?? Number.POSITIVE_INFINITY);
        first = cursor;
      } else {
        otherMs = Math.min(otherMs, cursor.nextMs);
      }
    }
    if (first === undefined || first.nextMs > untilMs || first.nextMs === Number.POSITIVE_INFINITY) return undefined;
    return { symbol: first.recording.symbol.name, ticks: await first.take(Math.min(untilMs, otherMs)) };
  }
}
