import type { Database } from "better-sqlite3";
import { checkTickPayload, tickLayoutName } from "#shared/link/ticks.ts";
import { batchId, countAtEnd, type Lane } from "./market/lane.ts";
import { LANE_SELECT } from "./market/lane-book.ts";

/** What a full reading of a database found. */
export interface IntegrityReport {
  readonly streams: number;
  readonly batches: number;
  readonly ticks: number;
  /** Rows of bars, the broker's and those made of ticks. */
  readonly bars: number;
  /** One line a fault; empty when all is well. */
  readonly faults: readonly string[];
}

interface BatchRow {
  readonly id: bigint;
  readonly firstMs: bigint;
  readonly lastMs: bigint;
  readonly count: bigint;
  readonly layout: bigint;
  readonly baseMs: bigint;
  readonly payload: Uint8Array;
}

/**
 * Reads market.db through: SQLite's own check, then every lane against its frames. Sequence numbers have no hole, time
 * never runs back, heads tell the truth about payloads, and the cursor is what the frames add up to.
 */
export function verifyMarket(db: Database): IntegrityReport {
  const faults: string[] = [];
  for (const { quick_check: line } of db.pragma("quick_check") as { quick_check: string }[]) {
    if (line !== "ok") faults.push(`sqlite: ${line}`);
  }
  for (const row of db.pragma("foreign_key_check") as { table: string }[]) faults.push(`orphan row in ${row.table}`);
  const lanes = db.prepare<[], Lane>(`SELECT ${LANE_SELECT} FROM lane ORDER BY id`).all();
  let batches = 0;
  let ticks = 0;
  for (const lane of lanes) {
    const sum = verifyLane(db, lane, faults);
    batches += sum.batches;
    ticks += sum.ticks;
  }
  const stored = db.prepare<[], number>("SELECT count(*) FROM tick_batch").pluck().get() ?? 0;
  if (stored !== batches) faults.push(`${stored - batches} frames belong to no lane`);
  const bars = db.prepare<[], number>("SELECT count(*) FROM bar").pluck().get() ?? 0;
  return { streams: new Set(lanes.map((lane) => lane.stream)).size, batches, ticks, bars, faults };
}

function verifyLane(db: Database, lane: Lane, faults: string[]): { batches: number; ticks: number } {
  const name = `stream ${lane.stream} epoch ${lane.epoch}`;
  const rows = db
    .prepare<[bigint, bigint], BatchRow>(
      `SELECT id, first_ms AS firstMs, last_ms AS lastMs, count, layout, base_ms AS baseMs, payload FROM tick_batch
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .safeIntegers();
  let seq = 0;
  let ticks = 0;
  let timeMs = Number.NEGATIVE_INFINITY;
  let tied = 0;
  for (const row of rows.iterate(batchId(lane.id, 0), batchId(lane.id + 1, 0) - 1n)) {
    const count = Number(row.count);
    const frame = Number(row.id - batchId(lane.id, 0));
    if (frame !== seq + 1) faults.push(`${name}: frame ${seq + 1} is missing`);
    const layout = tickLayoutName(Number(row.layout));
    if (layout === null) {
      faults.push(`${name}: frame ${frame} has unknown layout ${row.layout}`);
      continue;
    }
    try {
      const { firstMs, lastMs } = checkTickPayload({ layout, baseMs: Number(row.baseMs), payload: row.payload, count });
      if (firstMs !== Number(row.firstMs) || lastMs !== Number(row.lastMs)) faults.push(`${name}: frame ${frame} head`);
      if (firstMs < timeMs) faults.push(`${name}: frame ${frame} runs back in time`);
      const atEnd = countAtEnd({ payload: row.payload, count });
      tied = atEnd === count && lastMs === timeMs ? tied + atEnd : atEnd;
      timeMs = lastMs;
    } catch (error) {
      faults.push(`${name}: frame ${frame}: ${error instanceof Error ? error.message : String(error)}`);
    }
    seq = frame;
    ticks += count;
  }
  if (seq !== lane.seq || ticks !== lane.total || timeMs !== lane.timeMs || tied !== lane.countAtTime) {
    faults.push(
      `${name}: cursor says ${lane.seq}/${lane.total}/${lane.timeMs}/${lane.countAtTime}, frames say ${seq}/${ticks}/${timeMs}/${tied}`,
    );
  }
  return { batches: seq, ticks };
}
