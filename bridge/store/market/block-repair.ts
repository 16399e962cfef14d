import type { Database, Statement } from "better-sqlite3";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { BlockFault } from "../blocks/block-fault.ts";
import { TickBlockCodec } from "../blocks/tick-block.ts";
import type { BlockBook, BlockSpan } from "./block-book.ts";
import type { GapBook } from "./gap-book.ts";
import { batchId, type Lane } from "./lane.ts";

/** A block that repair took out of sight. */
export interface SetAside {
  readonly stream: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly ticks: number;
  readonly fault: string;
}

/**
 * Takes damaged blocks out of sight: their bytes are kept in `damaged_block`, their span becomes a gap on record, and
 * everything around them reads again.
 */
export class BlockRepair {
  readonly #blocks: BlockBook;
  readonly #gaps: GapBook;
  readonly #codec = new TickBlockCodec();
  readonly #keep: Statement<[bigint, number, number, string, number, bigint]>;
  readonly #blank: Statement<[bigint]>;

  constructor(db: Database, blocks: BlockBook, gaps: GapBook) {
    this.#blocks = blocks;
    this.#gaps = gaps;
    this.#keep = db.prepare(
      `INSERT INTO damaged_block (block, lane, count, fault, set_aside_utc, payload)
       SELECT ?, ?, ?, ?, ?, payload FROM tick_block WHERE id = ?`,
    );
    this.#blank = db.prepare("UPDATE tick_block SET lost = count, count = 0, payload = x'' WHERE id = ?");
  }

  /** Inside the caller's transaction. */
  repair(lane: Lane): SetAside[] {
    const aside: SetAside[] = [];
    for (const span of this.#blocks.list(lane.id)) {
      const fault = span.lost > 0 ? undefined : this.#faultOf(span);
      if (fault === undefined) continue;
      const id = batchId(lane.id, span.firstSeq);
      this.#keep.run(id, lane.id, span.count, fault, Date.now(), id);
      this.#blank.run(id);
      const [fromMs, toMs] = [span.firstMs, span.lastMs + 1];
      const detail = `a block of ${span.count} ticks was damaged (${fault}); its bytes are kept in table damaged_block`;
      this.#gaps.record({ stream: lane.stream, fromMs, toMs, reason: "STORE_LOST", detail });
      aside.push({ stream: lane.stream, fromMs, toMs, ticks: span.count, fault });
    }
    return aside;
  }

  #faultOf(span: BlockSpan): string | undefined {
    try {
      this.#codec.decode(this.#blocks.payload(span), span.count, emptyTickColumns(span.count, span.fine === 1));
      return undefined;
    } catch (error) {
      if (error instanceof BlockFault) return error.message;
      throw error;
    }
  }
}
