import type { Database, Statement } from "better-sqlite3";
import { batchId } from "./lane.ts";

/** Where a sealed block lies in its lane. */
export interface BlockSpan {
  readonly lane: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  /** 1 when ticks have parts of a millisecond. */
  readonly fine: number;
  /** Ticks that were in a damaged block; `count` is 0 then. */
  readonly lost: number;
}

/** A block as it goes into the table. */
export interface SealedBlock extends Omit<BlockSpan, "lost"> {
  readonly payload: Uint8Array;
}

/** A block of an import, which finds its place in its lane when it is stored. */
export interface ImportedBlock extends SealedBlock {
  /** How many of its last ticks share its last time. */
  readonly tied: number;
}

/** The oldest ticks of a lane that are kept no longer. */
export interface Retired {
  readonly lastSeq: number;
  readonly lastMs: number;
  readonly count: number;
}

const SPAN =
  "lane, first_seq AS firstSeq, last_seq AS lastSeq, first_ms AS firstMs, last_ms AS lastMs, count, fine, lost";
const NOTHING: Retired = { lastSeq: 0, lastMs: 0, count: 0 };

/** Tables `tick_block` and `tick_retired`: the sealed part of each lane, in order. */
export class BlockBook {
  readonly #from: Statement<[number, number], BlockSpan>;
  readonly #backwards: Statement<[number], BlockSpan>;
  readonly #payload: Statement<[bigint], Uint8Array>;
  readonly #retired: Statement<[number], Retired>;

  constructor(db: Database) {
    this.#from = db.prepare(
      `SELECT ${SPAN} FROM tick_block WHERE lane = ? AND last_ms >= ? ORDER BY last_ms, first_seq`,
    );
    this.#backwards = db.prepare(`SELECT ${SPAN} FROM tick_block WHERE lane = ? ORDER BY last_ms DESC, first_seq DESC`);
    this.#payload = db.prepare<[bigint], Uint8Array>("SELECT payload FROM tick_block WHERE id = ?").pluck();
    this.#retired = db.prepare("SELECT last_seq AS lastSeq, last_ms AS lastMs, count FROM tick_retired WHERE lane = ?");
  }

  /** Blocks of a lane with ticks at or after `fromMs`, in order; stop when they have gone far enough. */
  from(lane: number, fromMs: number): IterableIterator<BlockSpan> {
    return this.#from.iterate(lane, fromMs);
  }

  /** As {@link from}, all at once: for who asks the database something else meanwhile. */
  list(lane: number, fromMs = Number.NEGATIVE_INFINITY): BlockSpan[] {
    return this.#from.all(lane, fromMs);
  }

  /** Blocks of a lane, the newest first. */
  backwards(lane: number): IterableIterator<BlockSpan> {
    return this.#backwards.iterate(lane);
  }

  newest(lane: number): BlockSpan | undefined {
    return this.#backwards.get(lane);
  }

  /** Number of the last frame of a lane that is sealed (or let go): the open tail begins after it. */
  sealedSeq(lane: number): number {
    return this.newest(lane)?.lastSeq ?? this.retired(lane).lastSeq;
  }

  payload({ lane, firstSeq }: Pick<BlockSpan, "lane" | "firstSeq">): Uint8Array {
    const payload = this.#payload.get(batchId(lane, firstSeq));
    if (payload === undefined) throw new Error(`block ${firstSeq} of lane ${lane} is missing`);
    return payload;
  }

  retired(lane: number): Retired {
    return this.#retired.get(lane) ?? NOTHING;
  }
}
