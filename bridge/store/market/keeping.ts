import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import type { BarBook } from "./bar-book.ts";
import { BarPages } from "./bar-pages.ts";
import { BlockBook, type ImportedBlock } from "./block-book.ts";
import { BlockRepair, type SetAside } from "./block-repair.ts";
import { BlockWriter } from "./block-writer.ts";
import type { GapBook } from "./gap-book.ts";
import { FIRST_EPOCH, type Lane } from "./lane.ts";
import { LANE_COLUMNS, LANE_SELECT, type LaneBook } from "./lane-book.ts";
import { LaneRetirer, type LetGo, type Retention } from "./lane-retirer.ts";

interface KeepingParts {
  readonly lanes: LaneBook;
  readonly gaps: GapBook;
  readonly bars: BarBook;
}

/** The sealed part of the store as its writer keeps it. Every method works inside the caller's transaction. */
export class Keeping {
  readonly blocks: BlockWriter;
  readonly pages: BarPages;
  readonly #lanes: LaneBook;
  readonly #repair: BlockRepair;
  readonly #retirer: LaneRetirer;
  readonly #allLanes: Statement<[], Lane>;
  readonly #saveLane: Statement<[Lane]>;

  constructor(db: Database, { lanes, gaps, bars }: KeepingParts) {
    this.pages = new BarPages(db, bars);
    const book = new BlockBook(db);
    this.#lanes = lanes;
    this.blocks = new BlockWriter(db, book);
    this.#repair = new BlockRepair(db, book, gaps);
    this.#retirer = new LaneRetirer(db, book);
    this.#allLanes = db.prepare(`SELECT ${LANE_SELECT} FROM lane ORDER BY id`);
    this.#saveLane = db.prepare(
      `INSERT INTO lane (${LANE_COLUMNS}) VALUES (@id, @stream, @epoch, @seq, @firstMs, @timeMs, @countAtTime, @total,
         @sealedMs, @sealedTotal)
       ON CONFLICT (id) DO UPDATE SET seq = @seq, time_ms = @timeMs, count_at_time = @countAtTime, total = @total`,
    );
  }

  /**
   * Adds a block behind everything that an import has so far.
   * @returns the lane as it is once the transaction has committed.
   * @throws FairleadError STORE_FRAME_REJECTED when the ticks are older than those before.
   */
  addImported(stream: number, { tied, ...block }: ImportedBlock): Lane {
    const lane = this.#lanes.get(stream, FIRST_EPOCH) ?? this.#lanes.draft({ stream, epoch: FIRST_EPOCH }, []);
    if (lane.total > 0 && block.firstMs < lane.timeMs) {
      throw new FairleadError("STORE_FRAME_REJECTED", "An import's ticks run back in time.", { stream });
    }
    const seq = lane.seq + 1;
    const grown: Lane = {
      ...lane,
      seq,
      firstMs: lane.total === 0 ? block.firstMs : lane.firstMs,
      timeMs: block.lastMs,
      countAtTime: tied === block.count && block.firstMs === lane.timeMs ? lane.countAtTime + tied : tied,
      total: lane.total + block.count,
    };
    this.#saveLane.run(grown);
    this.blocks.add({ ...block, lane: lane.id, firstSeq: seq, lastSeq: seq });
    return grown;
  }

  retire(stream: number, retention: Retention): LetGo {
    return this.#retirer.retire(this.#lanes.of(stream), retention);
  }

  repair(): SetAside[] {
    return this.#allLanes.all().flatMap((lane) => this.#repair.repair(lane));
  }
}
