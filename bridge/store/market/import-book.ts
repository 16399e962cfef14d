import { randomUUID } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { batchId } from "./lane.ts";

/** Imports in the making: streams under a name of their own, which come into sight whole or not at all. */
export class ImportBook {
  readonly #insert: Statement<[string, number, number]>;
  readonly #taken: Statement<[string]>;
  readonly #publish: Statement<[string, number]>;
  readonly #unfinished: Statement<[], number>;
  readonly #lanes: Statement<[number], { id: number; seq: number }>;
  readonly #dropBatches: Statement<[bigint, bigint]>;
  readonly #dropRest: readonly Statement<[number]>[];

  constructor(db: Database) {
    this.#insert = db.prepare("INSERT INTO stream (instrument, point, digits, importing) VALUES (?, ?, ?, 1)");
    this.#taken = db.prepare("SELECT 1 FROM stream WHERE instrument = ?");
    this.#publish = db.prepare("UPDATE stream SET instrument = ?, importing = 0 WHERE id = ? AND importing = 1");
    this.#unfinished = db.prepare<[], number>("SELECT id FROM stream WHERE importing = 1").pluck();
    this.#lanes = db.prepare("SELECT id, seq FROM lane WHERE stream = ?");
    this.#dropBatches = db.prepare("DELETE FROM tick_batch WHERE id BETWEEN ? AND ?");
    this.#dropRest = [
      db.prepare("DELETE FROM bar WHERE stream = ?"),
      db.prepare("DELETE FROM lane WHERE stream = ?"),
      db.prepare("DELETE FROM stream WHERE id = ?"),
    ];
  }

  begin(point: number, digits: number): number {
    return Number(this.#insert.run(`import:${randomUUID()}`, point, digits).lastInsertRowid);
  }

  /** @throws FairleadError BAD_REQUEST when the name is taken, NOT_FOUND when there is no such import. */
  finish(stream: number, instrument: string): void {
    if (this.#taken.get(instrument) !== undefined) {
      throw new FairleadError("BAD_REQUEST", `${instrument} has ticks already; an import never overwrites.`, {
        instrument,
      });
    }
    if (this.#publish.run(instrument, stream).changes !== 1) {
      throw new FairleadError("NOT_FOUND", `Stream ${stream} is no import under way.`, { stream });
    }
  }

  drop(stream: number): void {
    if (!this.#unfinished.all().includes(stream)) return;
    for (const { id, seq } of this.#lanes.all(stream)) this.#dropBatches.run(batchId(id, 1), batchId(id, seq));
    for (const statement of this.#dropRest) statement.run(stream);
  }

  /** Clears what a crash in the middle of an import left. */
  dropUnfinished(): void {
    for (const stream of this.#unfinished.all()) this.drop(stream);
  }
}
