import type { Database, Statement, Transaction } from "better-sqlite3";
import type { StreamCursor } from "#bridge/ports/tick-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import { type PackedFrame, unpackFrames } from "./frame-pack.ts";
import { type LaneFrame, runsOf } from "./frame-run.ts";
import { advance, batchId, cursorOf, FIRST_EPOCH, type Lane, rejectFrame } from "./lane.ts";
import { LANE_COLUMNS, type LaneBook } from "./lane-book.ts";

/** What became of one `append` call: undefined when its frames are committed. */
export type AppendVerdict = FairleadError | undefined;

interface Committed {
  readonly verdicts: AppendVerdict[];
  readonly grown: readonly Lane[];
  /** A lane took the place of times that were told before. */
  readonly reordered: boolean;
}

const keyOf = ({ stream, epoch }: { readonly stream: number; readonly epoch: number }): string => `${stream}/${epoch}`;

/** Appends frames to `tick_batch`. Lives in the worker that owns the write connection. */
export class TickWriter {
  readonly #lanes: LaneBook;
  readonly #insert: Statement<[bigint, number, number, number, number, number, Uint8Array, number]>;
  readonly #saveLane: Statement<[Lane]>;
  readonly #commit: Transaction<(calls: readonly (readonly PackedFrame[])[]) => Committed>;

  constructor(db: Database, lanes: LaneBook) {
    this.#lanes = lanes;
    this.#insert = db.prepare("INSERT INTO tick_batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    this.#saveLane = db.prepare(
      `INSERT INTO lane (${LANE_COLUMNS}) VALUES (@id, @stream, @epoch, @seq, @firstMs, @timeMs, @countAtTime, @total,
         @sealedMs, @sealedTotal)
       ON CONFLICT (id) DO UPDATE SET seq = @seq, first_ms = @firstMs, time_ms = @timeMs, count_at_time = @countAtTime,
         total = @total`,
    );
    this.#commit = db.transaction((calls) => this.#appendCalls(calls));
  }

  cursor(stream: number): StreamCursor {
    return cursorOf(this.#lanes.of(stream));
  }

  /**
   * Commits the frames of a pack in one transaction. A call with a frame that does not fit is left out whole; the
   * others stand.
   * @returns a verdict for each call, and the lanes that grew.
   */
  append(pack: ArrayBuffer): { verdicts: AppendVerdict[]; grown: readonly Lane[] } {
    const { verdicts, grown, reordered } = this.#commit.immediate(unpackFrames(pack));
    // What is remembered of the seals is then no longer true.
    if (reordered) this.#lanes.clear();
    else for (const lane of grown) this.#lanes.put(lane);
    return { verdicts, grown };
  }

  #appendCalls(calls: readonly (readonly PackedFrame[])[]): Committed {
    const settled = new Map<string, Lane>();
    let reordered = false;
    const verdicts = calls.map((frames) => this.#appendCall(frames, settled));
    const grown = [...settled.values()];
    for (const lane of grown) {
      // A lane that begins where time was told before takes that time's place in the bars.
      if (this.#lanes.get(lane.stream, lane.epoch) === undefined && lane.epoch > FIRST_EPOCH) {
        this.#lanes.unseal(lane.stream, barOpen("M1", lane.firstMs));
        reordered = true;
      }
      this.#saveLane.run(lane);
    }
    return { verdicts, grown, reordered };
  }

  #appendCall(frames: readonly PackedFrame[], settled: Map<string, Lane>): AppendVerdict {
    const grown = new Map<string, Lane>();
    const fresh: LaneFrame[] = [];
    // A stream's frames mostly come in a row: what was found for one of them holds for the next.
    let lane: Lane | undefined;
    let judged = false;
    try {
      for (const frame of frames) {
        if (lane === undefined || lane.stream !== frame.stream || lane.epoch !== frame.epoch) {
          if (lane !== undefined && judged) grown.set(keyOf(lane), lane);
          const key = keyOf(frame);
          lane = grown.get(key) ?? settled.get(key) ?? this.#laneFor(frame, grown, settled);
          judged = false;
        }
        const after = advance(lane, frame);
        if (after === lane) continue;
        if (!judged && after.epoch < this.#newestEpoch(after.stream, grown, settled)) {
          rejectFrame(frame, "its epoch has ended");
        }
        judged = true;
        lane = after;
        fresh.push({ frame, lane: after.id });
      }
      if (lane !== undefined && judged) grown.set(keyOf(lane), lane);
    } catch (error) {
      if (error instanceof FairleadError) return error;
      throw error;
    }
    for (const { lane, seq, firstMs, lastMs, count, layout, baseMs, payload, frames } of runsOf(fresh)) {
      this.#insert.run(batchId(lane, seq), firstMs, lastMs, count, layout, baseMs, payload, frames);
    }
    for (const [key, lane] of grown) settled.set(key, lane);
    return undefined;
  }

  #laneFor(frame: PackedFrame, ...pending: readonly Map<string, Lane>[]): Lane {
    const known = this.#lanes.get(frame.stream, frame.epoch);
    if (known !== undefined) return known;
    const drafts = pending.flatMap((lanes) => [...lanes.values()]);
    return this.#lanes.draft(frame, drafts);
  }

  #newestEpoch(stream: number, ...pending: readonly Map<string, Lane>[]): number {
    let newest = this.#lanes.newest(stream)?.epoch ?? 0;
    for (const lanes of pending) {
      for (const lane of lanes.values()) if (lane.stream === stream && lane.epoch > newest) newest = lane.epoch;
    }
    return newest;
  }
}
