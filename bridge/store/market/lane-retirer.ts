import type { Database, Statement } from "better-sqlite3";
import type { BlockBook } from "./block-book.ts";
import { batchId, type Lane } from "./lane.ts";

/** What a stream may keep of its ticks. */
export interface Retention {
  /** Ticks older than this broker ms are let go. */
  readonly beforeMs?: number;
  /** Bytes of sealed ticks that may stay; the oldest go first. */
  readonly mostBytes?: number;
}

/** Ticks that were let go. */
export interface LetGo {
  readonly ticks: number;
  readonly bytes: number;
}

/**
 * Lets a lane's oldest ticks go, whole blocks at a time; their bars stay. A block whose minutes are not all in bars yet
 * stays with them, and so does the open tail.
 */
export class LaneRetirer {
  readonly #blocks: BlockBook;
  readonly #bytes: Statement<[bigint], number>;
  readonly #drop: Statement<[bigint, bigint]>;
  readonly #mark: Statement<[number, number, number, number]>;

  constructor(db: Database, blocks: BlockBook) {
    this.#blocks = blocks;
    this.#bytes = db.prepare<[bigint], number>("SELECT length(payload) FROM tick_block WHERE id = ?").pluck();
    this.#drop = db.prepare("DELETE FROM tick_block WHERE id BETWEEN ? AND ?");
    this.#mark = db.prepare(
      `INSERT INTO tick_retired (lane, last_seq, last_ms, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (lane) DO UPDATE SET last_seq = excluded.last_seq, last_ms = excluded.last_ms, count = excluded.count`,
    );
  }

  /** Inside the caller's transaction. `lanes`: all of a stream, oldest first. */
  retire(lanes: readonly Lane[], { beforeMs, mostBytes }: Retention): LetGo {
    let over = mostBytes === undefined ? 0 : this.#bytesOf(lanes) - mostBytes;
    let gone: LetGo = { ticks: 0, bytes: 0 };
    for (const lane of lanes) {
      const retired = this.#blocks.retired(lane.id);
      let { lastSeq, lastMs, count } = retired;
      for (const span of this.#blocks.list(lane.id)) {
        const old = beforeMs !== undefined && span.lastMs < beforeMs;
        if (!(old || over > 0) || span.lastMs >= lane.sealedMs) break;
        const bytes = this.#bytes.get(batchId(lane.id, span.firstSeq)) ?? 0;
        over -= bytes;
        lastSeq = span.lastSeq;
        lastMs = span.lastMs;
        count += span.count + span.lost;
        gone = { ticks: gone.ticks + span.count, bytes: gone.bytes + bytes };
      }
      if (lastSeq === retired.lastSeq) continue;
      this.#drop.run(batchId(lane.id, 0), batchId(lane.id, lastSeq));
      this.#mark.run(lane.id, lastSeq, lastMs, count);
    }
    return gone;
  }

  #bytesOf(lanes: readonly Lane[]): number {
    let bytes = 0;
    for (const lane of lanes) {
      for (const span of this.#blocks.list(lane.id)) {
        bytes += this.#bytes.get(batchId(lane.id, span.firstSeq)) ?? 0;
      }
    }
    return bytes;
  }
}
