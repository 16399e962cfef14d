import type { Database, Statement } from "better-sqlite3";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";
import { batchId, type Lane } from "./lane.ts";
import { LANE_SELECT } from "./lane-book.ts";
import { decodeBatches, type StoredBatch } from "./tick-columns.ts";

interface BatchSpan {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Reads ticks back. Works on any connection to market.db. */
export class TickReader {
  readonly #lanes: Statement<[number], Lane>;
  readonly #span: Statement<[bigint], BatchSpan>;
  readonly #range: Statement<[bigint, bigint], StoredBatch>;
  readonly #backwards: Statement<[bigint, bigint], StoredBatch>;

  constructor(db: Database) {
    const columns = "count, layout, base_ms AS baseMs, payload";
    this.#lanes = db.prepare(`SELECT ${LANE_SELECT} FROM lane WHERE stream = ? ORDER BY epoch`);
    this.#span = db.prepare("SELECT first_ms AS firstMs, last_ms AS lastMs FROM tick_batch WHERE id = ?");
    this.#range = db.prepare(`SELECT ${columns} FROM tick_batch WHERE id BETWEEN ? AND ? ORDER BY id`);
    this.#backwards = db.prepare(`SELECT ${columns} FROM tick_batch WHERE id BETWEEN ? AND ? ORDER BY id DESC`);
  }

  lanes(stream: number): Lane[] {
    return this.#lanes.all(stream);
  }

  /** Ticks with fromMs <= time < toMs of every epoch, in order of arrival; the first `limit` of them. */
  read(stream: number, fromMs: number, toMs: number, limit = Number.POSITIVE_INFINITY): TickColumns {
    const parts: TickColumns[] = [];
    let room = limit;
    for (const lane of this.lanes(stream)) {
      if (room <= 0) break;
      const part = this.readLane(lane, fromMs, toMs, room);
      room -= part.count;
      if (part.count > 0) parts.push(part);
    }
    return concatTicks(parts);
  }

  /** As {@link read}, of one lane. */
  readLane(lane: Lane, fromMs: number, toMs: number, limit = Number.POSITIVE_INFINITY): TickColumns {
    const none = decodeBatches([]);
    if (lane.total === 0 || fromMs > lane.timeMs || toMs <= lane.firstMs || limit <= 0) return none;
    const first = this.#firstSeq(lane, (span) => span.lastMs >= fromMs);
    const last = this.#firstSeq(lane, (span) => span.firstMs >= toMs) - 1;
    if (first > last) return none;
    const batches: StoredBatch[] = [];
    let count = 0;
    for (const batch of this.#range.iterate(batchId(lane.id, first), batchId(lane.id, last))) {
      batches.push(batch);
      count += batch.count;
      // The first frame may hold ticks before fromMs: they do not count towards the limit.
      if (count - (batches[0]?.count ?? 0) >= limit) break;
    }
    const ticks = decodeBatches(batches);
    const from = lowerBound(ticks, fromMs);
    return sliceTicks(ticks, from, Math.min(lowerBound(ticks, toMs), from + limit));
  }

  /** The last `limit` ticks of the newest epoch, oldest first. */
  tail(stream: number, limit: number): TickColumns {
    const lane = this.lanes(stream).at(-1);
    if (lane === undefined || limit <= 0) return decodeBatches([]);
    const batches: StoredBatch[] = [];
    let count = 0;
    for (const batch of this.#backwards.iterate(batchId(lane.id, 1), batchId(lane.id, lane.seq))) {
      batches.push(batch);
      count += batch.count;
      if (count >= limit) break;
    }
    const ticks = decodeBatches(batches.toReversed());
    return sliceTicks(ticks, Math.max(0, ticks.count - limit), ticks.count);
  }

  /** Sequence number of the lane's first frame for which `reached` holds; seq + 1 when none. Frames lie in order of time. */
  #firstSeq(lane: Lane, reached: (span: BatchSpan) => boolean): number {
    let low = 1;
    let high = lane.seq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const span = this.#span.get(batchId(lane.id, middle));
      if (span === undefined) throw new Error(`frame ${middle} of lane ${lane.id} is missing`);
      if (reached(span)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
