import type { Database, Statement } from "better-sqlite3";
import type { EpochTicks } from "#bridge/ports/tick-store.ts";
import { decodeTickPayload } from "#shared/link/ticks.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks, viewTicks } from "#shared/market/tick-slices.ts";
import { TickBlockCodec } from "../blocks/tick-block.ts";
import { BlockBook, type BlockSpan } from "./block-book.ts";
import { damagedBlock } from "./damaged-block.ts";
import { batchId, type Lane } from "./lane.ts";
import { LANE_SELECT } from "./lane-book.ts";
import { isFine, layoutName, type StoredBatch } from "./tick-columns.ts";
import { joinPieces, type TickPiece } from "./tick-pieces.ts";

/** A row of the open tail: one frame, or several that were committed together. */
interface RowSpan {
  readonly id: bigint;
  readonly frames: bigint;
  readonly firstMs: bigint;
  readonly lastMs: bigint;
}

/** A row of the open tail, and how many frames are in it. */
export interface OpenRow extends StoredBatch {
  readonly frames: number;
}

/** The ticks of a row of the open tail. */
export interface OpenPiece extends TickPiece {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** Reads ticks back: sealed blocks, then the open tail. Works on any connection to market.db. */
export class TickReader {
  readonly #blocks: BlockBook;
  readonly #codec = new TickBlockCodec();
  readonly #lanes: Statement<[number], Lane>;
  readonly #span: Statement<[bigint], RowSpan>;
  readonly #range: Statement<[bigint, bigint], OpenRow>;
  readonly #backwards: Statement<[bigint, bigint], StoredBatch>;

  constructor(db: Database) {
    const columns = "count, layout, base_ms AS baseMs, payload";
    this.#blocks = new BlockBook(db);
    this.#lanes = db.prepare(`SELECT ${LANE_SELECT} FROM lane WHERE stream = ? ORDER BY epoch`);
    this.#span = db
      .prepare<[bigint], RowSpan>(
        `SELECT id, frames, first_ms AS firstMs, last_ms AS lastMs FROM tick_batch
         WHERE id <= ? ORDER BY id DESC LIMIT 1`,
      )
      .safeIntegers();
    this.#range = db.prepare(`SELECT ${columns}, frames FROM tick_batch WHERE id BETWEEN ? AND ? ORDER BY id`);
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
    if (lane.total === 0 || fromMs > lane.timeMs || toMs <= lane.firstMs || limit <= 0) return concatTicks([]);
    const pieces: TickPiece[] = [];
    let count = 0;
    let enough = false;
    const take = (piece: TickPiece): void => {
      pieces.push(piece);
      count += piece.count;
      // The first piece may hold ticks before fromMs: they do not count towards the limit.
      enough = count - (pieces[0]?.count ?? 0) >= limit;
    };
    for (const span of this.#blocks.from(lane.id, fromMs)) {
      if (enough || span.firstMs >= toMs) break;
      if (span.count > 0) take(this.blockPiece(span));
    }
    if (!enough) {
      for (const piece of this.tailPieces(lane, fromMs, toMs)) {
        take(piece);
        if (enough) break;
      }
    }
    return joinPieces(pieces, fromMs, toMs, limit);
  }

  /** As {@link readLane}, in runs of about `most` ticks, so that memory stays bounded. */
  *runs(lane: Lane, fromMs: number, toMs: number, most: number): Generator<TickColumns> {
    for (let from = fromMs; ; ) {
      const ticks = this.readLane(lane, from, toMs, most);
      if (ticks.count < most) {
        if (ticks.count > 0) yield ticks;
        return;
      }
      // The last millisecond may go on: it is read whole with the next run, or alone when it is the whole run.
      const lastMs = ticks.timeMs[ticks.count - 1] as number;
      const end = lowerBound(ticks, lastMs);
      if (end > 0) yield viewTicks(ticks, 0, end);
      else yield this.readLane(lane, lastMs, lastMs + 1);
      from = end > 0 ? lastMs : lastMs + 1;
    }
  }

  /** The last `limit` ticks of the newest epoch, oldest first. */
  tail(stream: number, limit: number): TickColumns {
    const lane = this.lanes(stream).at(-1);
    return lane === undefined ? concatTicks([]) : this.#tailOf(lane, limit);
  }

  /** Ticks after the first `total` of `epoch`, later epochs too; of each epoch the last `limit`. */
  after(stream: number, epoch: number, total: number, limit: number): EpochTicks[] {
    return this.lanes(stream).flatMap((lane) => {
      if (lane.epoch < epoch) return [];
      const ticks = this.#tailOf(lane, Math.min(limit, lane.total - (lane.epoch === epoch ? total : 0)));
      return ticks.count === 0 ? [] : [{ epoch: lane.epoch, before: lane.total - ticks.count, ticks }];
    });
  }

  #tailOf(lane: Lane, limit: number): TickColumns {
    if (limit <= 0) return concatTicks([]);
    const pieces: TickPiece[] = [];
    let count = 0;
    const open = batchId(lane.id, this.#blocks.sealedSeq(lane.id) + 1);
    for (const batch of this.#backwards.iterate(open, batchId(lane.id, lane.seq))) {
      pieces.push(framePiece(batch));
      count += batch.count;
      if (count >= limit) break;
    }
    if (count < limit) {
      for (const span of this.#blocks.backwards(lane.id)) {
        pieces.push(this.blockPiece(span));
        count += span.count;
        if (count >= limit) break;
      }
    }
    const ticks = joinPieces(
      pieces.toReversed(),
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    );
    return sliceTicks(ticks, Math.max(0, ticks.count - limit), ticks.count);
  }

  /** Rows of the open tail, in order, from frame `seq` on. */
  openTail(lane: Lane, seq: number): IterableIterator<OpenRow> {
    return this.#range.iterate(batchId(lane.id, seq), batchId(lane.id, lane.seq));
  }

  /** The ticks of a block. */
  blockPiece(span: BlockSpan): TickPiece {
    return {
      count: span.count,
      fine: span.fine === 1,
      decode: (into, at) => {
        try {
          return this.#codec.decode(this.#blocks.payload(span), span.count, into, at);
        } catch (error) {
          throw damagedBlock(span, error);
        }
      },
    };
  }

  /** Rows of the open tail that may hold ticks in [fromMs, toMs), after frame `afterSeq`. */
  *tailPieces(lane: Lane, fromMs: number, toMs: number, afterSeq = 0): Generator<OpenPiece> {
    const open = Math.max(this.#blocks.sealedSeq(lane.id), afterSeq) + 1;
    const first = this.#firstSeq(lane, open, (span) => Number(span.lastMs) >= fromMs);
    const last = this.#firstSeq(lane, first, (span) => Number(span.firstMs) >= toMs) - 1;
    let firstSeq = first;
    for (const row of this.#range.iterate(batchId(lane.id, first), batchId(lane.id, last))) {
      const lastSeq = firstSeq + row.frames - 1;
      yield { ...framePiece(row), firstSeq, lastSeq };
      firstSeq = lastSeq + 1;
    }
  }

  /** Number of the first open row for which `reached` holds; seq + 1 when none. Rows lie in order of time. */
  #firstSeq(lane: Lane, open: number, reached: (span: RowSpan) => boolean): number {
    let low = open;
    let high = lane.seq + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const span = this.#span.get(batchId(lane.id, middle));
      const first = span === undefined ? 0 : Number(span.id - batchId(lane.id, 0));
      const after = first + Number(span?.frames ?? 0);
      if (span === undefined || first < open || after <= middle) {
        throw new Error(`frame ${middle} of lane ${lane.id} is missing`);
      }
      if (reached(span)) high = first;
      else low = after;
    }
    return low;
  }
}

function framePiece(batch: StoredBatch): TickPiece {
  const layout = layoutName(batch.layout);
  return {
    count: batch.count,
    fine: isFine(layout),
    decode: (into, at) => {
      decodeTickPayload({ ...batch, layout }, into, at);
      return layout !== "quote";
    },
  };
}
