import type { Database } from "better-sqlite3";
import type { TickColumns } from "#shared/market/tick.ts";
import { lowerBound } from "#shared/market/tick-slices.ts";
import { BarBook } from "./bar-book.ts";
import { type BarPage, BarPages, type PageKey } from "./bar-pages.ts";
import type { ImportedBlock, SealedBlock } from "./block-book.ts";
import { BlockMaker } from "./block-maker.ts";
import { BlockMerger } from "./block-merger.ts";

/** What market.db's keeper can be asked: packing and joining, in a thread of its own; the writer puts it in its place. */
export class KeepDesk {
  readonly #db: Database;
  readonly #maker: BlockMaker;
  readonly #merger: BlockMerger;
  readonly #pages: BarPages;

  constructor(db: Database) {
    this.#db = db;
    this.#maker = new BlockMaker(db);
    this.#merger = new BlockMerger(db, this.#maker);
    this.#pages = new BarPages(db, new BarBook(db));
  }

  /** Up to `most` blocks of a lane's open frames; see BlockMaker. */
  make(lane: number, afterSeq: number, most: number, least: number): SealedBlock[] {
    return this.#db.transaction(() => this.#maker.make(lane, afterSeq, most, least))();
  }

  /** The next run of a lane's small blocks after `afterSeq` as one; see BlockMerger. */
  merge(lane: number, afterSeq: number): SealedBlock | undefined {
    return this.#db.transaction(() => this.#merger.next(lane, afterSeq))();
  }

  /** Packs ticks of an import that are not in the store yet. */
  pack(ticks: TickColumns): ImportedBlock {
    const lastMs = ticks.timeMs[ticks.count - 1] as number;
    const tied = ticks.count - lowerBound(ticks, lastMs);
    return { ...this.#maker.seal(ticks, { lane: 0, firstSeq: 0, lastSeq: 0 }), tied };
  }

  /** Up to `most` pages of bars that are to be made. */
  duePages(most: number): PageKey[] {
    return this.#pages.due(most);
  }

  /** A page of bars; see BarPages. */
  makePage(key: PageKey): BarPage | undefined {
    return this.#db.transaction(() => this.#pages.make(key))();
  }

  close(): void {
    this.#db.close();
  }
}
