import type { Database, Statement } from "better-sqlite3";
import { batchId } from "./lane.ts";

/** Removes a stream and everything that hangs on it. */
export class StreamEraser {
  readonly #lanes: Statement<[number], { id: number; seq: number }>;
  readonly #batches: Statement<[bigint, bigint]>;
  readonly #blocks: Statement<[bigint, bigint]>;
  readonly #rest: readonly Statement<[number]>[];

  constructor(db: Database) {
    this.#lanes = db.prepare("SELECT id, seq FROM lane WHERE stream = ?");
    this.#batches = db.prepare("DELETE FROM tick_batch WHERE id BETWEEN ? AND ?");
    this.#blocks = db.prepare("DELETE FROM tick_block WHERE id BETWEEN ? AND ?");
    this.#rest = [
      db.prepare("DELETE FROM tick_retired WHERE lane IN (SELECT id FROM lane WHERE stream = ?)"),
      db.prepare("DELETE FROM revision_batch WHERE revision IN (SELECT id FROM revision WHERE stream = ?)"),
      ...["import_span", "backfill", "revision", "gap", "bar", "bar_page", "bar_stale", "lane"].map((table) =>
        db.prepare<[number]>(`DELETE FROM ${table} WHERE stream = ?`),
      ),
      db.prepare("DELETE FROM stream WHERE id = ?"),
    ];
  }

  erase(stream: number): void {
    for (const { id, seq } of this.#lanes.all(stream)) {
      this.#batches.run(batchId(id, 1), batchId(id, seq));
      this.#blocks.run(batchId(id, 1), batchId(id, seq));
    }
    for (const statement of this.#rest) statement.run(stream);
  }
}
