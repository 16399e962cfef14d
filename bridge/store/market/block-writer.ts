import type { Database, Statement } from "better-sqlite3";
import type { BlockBook, SealedBlock } from "./block-book.ts";
import { batchId } from "./lane.ts";

/** Puts sealed blocks in the place of frames. Part of the writer: what is left of a crash is the one or the other. */
export class BlockWriter {
  readonly #blocks: BlockBook;
  readonly #insert: Statement<[SealedBlock & { readonly id: bigint }]>;
  readonly #dropFrames: Statement<[bigint, bigint]>;
  readonly #dropBlocks: Statement<[bigint, bigint]>;
  readonly #ticksIn: Statement<[bigint, bigint], { count: number | null }>;
  readonly #laneSeq: Statement<[number], number>;

  constructor(db: Database, blocks: BlockBook) {
    this.#blocks = blocks;
    this.#insert = db.prepare(
      `INSERT INTO tick_block (id, lane, first_seq, last_seq, first_ms, last_ms, count, fine, payload)
       VALUES (@id, @lane, @firstSeq, @lastSeq, @firstMs, @lastMs, @count, @fine, @payload)`,
    );
    this.#dropFrames = db.prepare("DELETE FROM tick_batch WHERE id BETWEEN ? AND ?");
    this.#dropBlocks = db.prepare("DELETE FROM tick_block WHERE id BETWEEN ? AND ? AND lost = 0");
    this.#ticksIn = db.prepare("SELECT sum(count) AS count FROM tick_batch WHERE id BETWEEN ? AND ?");
    this.#laneSeq = db.prepare<[number], number>("SELECT seq FROM lane WHERE id = ?").pluck();
  }

  /**
   * Puts `block` in the place of the oldest open frames of its lane, inside the caller's transaction.
   * @returns false, having changed nothing, when those frames are no longer the oldest open ones: the lane was erased, or
   * the block was made twice.
   */
  seal(block: SealedBlock): boolean {
    const { lane, firstSeq, lastSeq, count } = block;
    const [first, last] = [batchId(lane, firstSeq), batchId(lane, lastSeq)];
    if (this.#blocks.sealedSeq(lane) + 1 !== firstSeq || (this.#laneSeq.get(lane) ?? 0) < lastSeq) return false;
    if (this.#ticksIn.get(first, last)?.count !== count) return false;
    this.#put(block);
    this.#dropFrames.run(first, last);
    return true;
  }

  /**
   * Puts `block` in the place of whole blocks that lie end to end and hold as many ticks.
   * @returns false, having changed nothing, when they are no longer there.
   */
  merge(block: SealedBlock): boolean {
    const { lane, firstSeq, lastSeq, firstMs, count } = block;
    let at = firstSeq;
    let ticks = 0;
    for (const span of this.#blocks.list(lane, firstMs)) {
      if (span.lastSeq < firstSeq) continue;
      if (span.firstSeq > lastSeq) break;
      if (span.lost > 0 || span.firstSeq !== at) return false;
      at = span.lastSeq + 1;
      ticks += span.count;
    }
    if (at !== lastSeq + 1 || ticks !== count) return false;
    this.#dropBlocks.run(batchId(lane, firstSeq), batchId(lane, lastSeq));
    this.#put(block);
    return true;
  }

  /** Adds a block of new ticks behind everything its lane has, which has no open frames; the caller moves the lane on. */
  add(block: SealedBlock): void {
    this.#put(block);
  }

  #put(block: SealedBlock): void {
    this.#insert.run({ ...block, id: batchId(block.lane, block.firstSeq) });
  }
}
