import type { Database, Statement } from "better-sqlite3";
import type { RevisionRecord } from "#bridge/ports/tick-store.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { equalTicks } from "#shared/market/tick-slices.ts";
import { decodeBatches, encodeBatches, type StoredBatch } from "./tick-columns.ts";

const BATCH_TICKS = 4_096;
const COLUMNS = "id, from_ms AS fromMs, to_ms AS toMs, count, reason, recorded_utc AS recordedUtc";

/** Tables `revision` and `revision_batch`: what MT5's history says of a span otherwise than we saw live. */
export class RevisionBook {
  readonly #newest: Statement<[number, number, number], { id: number }>;
  readonly #all: Statement<[number], RevisionRecord>;
  readonly #batches: Statement<[number], StoredBatch>;
  readonly #insert: Statement<[number, number, number, number, string, number]>;
  readonly #insertBatch: Statement<[number, number, number, number, number, Uint8Array]>;

  constructor(db: Database) {
    this.#newest = db.prepare(
      "SELECT id FROM revision WHERE stream = ? AND from_ms = ? AND to_ms = ? ORDER BY id DESC LIMIT 1",
    );
    this.#all = db.prepare(`SELECT ${COLUMNS} FROM revision WHERE stream = ? ORDER BY id`);
    this.#batches = db.prepare(
      "SELECT count, layout, base_ms AS baseMs, payload FROM revision_batch WHERE revision = ? ORDER BY part",
    );
    this.#insert = db.prepare(
      "INSERT INTO revision (stream, from_ms, to_ms, count, reason, recorded_utc) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.#insertBatch = db.prepare("INSERT INTO revision_batch VALUES (?, ?, ?, ?, ?, ?)");
  }

  /** @returns the new revision's id, or 0 when the newest revision of the same span says the same. */
  add(stream: number, fromMs: number, toMs: number, ticks: TickColumns, reason: string): number {
    const newest = this.#newest.get(stream, fromMs, toMs);
    if (newest !== undefined && equalTicks(this.read(newest.id), ticks)) return 0;
    const id = Number(this.#insert.run(stream, fromMs, toMs, ticks.count, reason, Date.now()).lastInsertRowid);
    let part = 0;
    for (const { count, layoutCode, baseMs, payload } of encodeBatches(ticks, BATCH_TICKS)) {
      this.#insertBatch.run(id, part++, count, layoutCode, baseMs, payload);
    }
    return id;
  }

  of(stream: number): RevisionRecord[] {
    return this.#all.all(stream);
  }

  read(id: number): TickColumns {
    return decodeBatches(this.#batches.all(id));
  }
}
