import type { Database, Statement } from "better-sqlite3";
import { batchId, FIRST_EPOCH } from "./lane.ts";

/** What is stored of one instrument. */
export interface StreamInventory {
  readonly stream: number;
  readonly instrument: string;
  readonly digits: number;
  readonly point: number;
  /** Stored ticks, without those that were let go or lost. */
  readonly ticks: number;
  /** Ticks of the open tail, not yet sealed. */
  readonly open: number;
  readonly blocks: number;
  /** Bytes of the blocks. */
  readonly bytes: number;
  /** Broker ms of the first and the last stored tick; 0 without ticks. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** A lane with frames that wait to be sealed. */
export interface OpenTail {
  readonly lane: number;
  readonly ticks: number;
}

interface LaneRow {
  readonly id: number;
  readonly seq: number;
  readonly total: number;
  readonly firstMs: number;
  readonly timeMs: number;
}

interface LaneSums {
  readonly blocks: number;
  readonly sealed: number;
  readonly lost: number;
  readonly bytes: number;
  readonly firstMs: number | null;
}

/** Counts what market.db holds. */
export class Inventory {
  readonly #streams: Statement<[], { id: number; instrument: string; digits: number; point: number }>;
  readonly #lanes: Statement<[number], LaneRow>;
  readonly #allLanes: Statement<[], LaneRow>;
  readonly #sums: Statement<[bigint, bigint], LaneSums>;
  readonly #settled: Statement<[number, number], number>;
  readonly #retired: Statement<[number], number>;

  constructor(db: Database) {
    const lane = "SELECT id, seq, total, first_ms AS firstMs, time_ms AS timeMs FROM lane";
    this.#streams = db.prepare("SELECT id, instrument, digits, point FROM stream WHERE importing = 0 ORDER BY id");
    this.#lanes = db.prepare(`${lane} WHERE stream = ? ORDER BY epoch`);
    // Days of the past are blocks from the first.
    this.#allLanes = db.prepare(`${lane} WHERE epoch >= ${FIRST_EPOCH} ORDER BY id`);
    this.#sums = db.prepare(
      `SELECT count(*) AS blocks, coalesce(sum(count), 0) AS sealed, coalesce(sum(lost), 0) AS lost,
         coalesce(sum(length(payload)), 0) AS bytes, min(first_ms) AS firstMs
       FROM tick_block WHERE id BETWEEN ? AND ?`,
    );
    this.#settled = db
      .prepare<[number, number], number>(
        `SELECT coalesce((SELECT sum(count + lost) FROM tick_block WHERE lane = ?), 0)
           + coalesce((SELECT count FROM tick_retired WHERE lane = ?), 0)`,
      )
      .pluck();
    this.#retired = db
      .prepare<[number], number>("SELECT coalesce((SELECT count FROM tick_retired WHERE lane = ?), 0)")
      .pluck();
  }

  read(): StreamInventory[] {
    return this.#streams.all().map(({ id, instrument, digits, point }) => {
      const all = {
        stream: id,
        instrument,
        digits,
        point,
        ticks: 0,
        open: 0,
        blocks: 0,
        bytes: 0,
        firstMs: 0,
        lastMs: 0,
      };
      for (const lane of this.#lanes.all(id)) {
        if (lane.total === 0) continue;
        const sums = this.#sums.get(batchId(lane.id, 1), batchId(lane.id, lane.seq));
        if (sums === undefined) continue;
        const open = lane.total - sums.sealed - sums.lost - (this.#retired.get(lane.id) ?? 0);
        all.ticks += sums.sealed + open;
        all.open += open;
        all.blocks += sums.blocks;
        all.bytes += sums.bytes;
        const firstMs = sums.firstMs ?? lane.firstMs;
        all.firstMs = all.firstMs === 0 ? firstMs : Math.min(all.firstMs, firstMs);
        all.lastMs = Math.max(all.lastMs, lane.timeMs);
      }
      return all;
    });
  }

  /** Lanes whose open tail has at least `ticks` ticks. */
  openTails(ticks: number): OpenTail[] {
    return this.#allLanes
      .all()
      .map((lane) => ({ lane: lane.id, ticks: lane.total - (this.#settled.get(lane.id, lane.id) ?? 0) }))
      .filter((tail) => tail.ticks >= ticks);
  }
}
