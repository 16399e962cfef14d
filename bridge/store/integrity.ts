import type { Database } from "better-sqlite3";
import { TickBlockCodec } from "./blocks/tick-block.ts";
import { nameOf, verifyBlocks, verifyFrames } from "./lane-integrity.ts";
import { BlockBook } from "./market/block-book.ts";
import type { Lane } from "./market/lane.ts";
import { LANE_SELECT } from "./market/lane-book.ts";

/** What a full reading of a database found. */
export interface IntegrityReport {
  readonly streams: number;
  readonly batches: number;
  readonly blocks: number;
  /** Ticks that can be read. */
  readonly ticks: number;
  /** Rows of bars, the broker's and those made of ticks. */
  readonly bars: number;
  /** One line a fault; empty when all is well. */
  readonly faults: readonly string[];
}

/**
 * Reads market.db through: SQLite's own check, then every lane against its blocks and frames. Blocks unpack and agree
 * with their checksums, sequence numbers have no hole, time never runs back, heads tell the truth about payloads, and
 * the cursor is what all of it adds up to.
 */
export function verifyMarket(db: Database): IntegrityReport {
  const faults: string[] = [];
  for (const { quick_check: line } of db.pragma("quick_check") as { quick_check: string }[]) {
    if (line !== "ok") faults.push(`sqlite: ${line}`);
  }
  for (const row of db.pragma("foreign_key_check") as { table: string }[]) faults.push(`orphan row in ${row.table}`);
  const lanes = db.prepare<[], Lane>(`SELECT ${LANE_SELECT} FROM lane ORDER BY id`).all();
  const book = new BlockBook(db);
  const codec = new TickBlockCodec();
  let batches = 0;
  let blocks = 0;
  let ticks = 0;
  for (const lane of lanes) {
    const sealed = verifyBlocks(book, codec, lane, faults);
    const open = verifyFrames(db, lane, sealed, faults);
    const { lastSeq: seq, lastMs: timeMs, tied, count } = open.at;
    if (seq !== lane.seq || count !== lane.total || timeMs !== lane.timeMs || tied !== lane.countAtTime) {
      faults.push(
        `${nameOf(lane)}: cursor says ${lane.seq}/${lane.total}/${lane.timeMs}/${lane.countAtTime}, ticks say ${seq}/${count}/${timeMs}/${tied}`,
      );
    }
    batches += open.rows;
    blocks += sealed.rows;
    ticks += count - sealed.gone;
  }
  const stored = (table: string): number => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  if (stored("tick_batch") !== batches) faults.push(`${stored("tick_batch") - batches} frames belong to no lane`);
  if (stored("tick_block") !== blocks) faults.push(`${stored("tick_block") - blocks} blocks belong to no lane`);
  const bars = stored("bar");
  return { streams: new Set(lanes.map((lane) => lane.stream)).size, batches, blocks, ticks, bars, faults };
}
