import { randomUUID } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import type { ImportSpans } from "./import-spans.ts";
import type { StreamEraser } from "./stream-eraser.ts";

/** Imports in the making: streams under a name of their own, which come into sight whole or not at all. */
export class ImportBook {
  readonly #insert: Statement<[string, number, number]>;
  readonly #taken: Statement<[string]>;
  readonly #publish: Statement<[string, number]>;
  readonly #unfinished: Statement<[], number>;
  readonly #eraser: StreamEraser;
  readonly #spans: ImportSpans;

  constructor(db: Database, { eraser, spans }: { readonly eraser: StreamEraser; readonly spans: ImportSpans }) {
    this.#insert = db.prepare("INSERT INTO stream (instrument, point, digits, importing) VALUES (?, ?, ?, 1)");
    this.#taken = db.prepare("SELECT 1 FROM stream WHERE instrument = ?");
    this.#publish = db.prepare("UPDATE stream SET instrument = ?, importing = 0 WHERE id = ? AND importing = 1");
    this.#unfinished = db.prepare<[], number>("SELECT id FROM stream WHERE importing = 1").pluck();
    this.#eraser = eraser;
    this.#spans = spans;
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
    this.#spans.note(stream, stream);
  }

  drop(stream: number): void {
    if (this.#unfinished.all().includes(stream)) this.#eraser.erase(stream);
  }

  /** Clears what a crash in the middle of an import left. */
  dropUnfinished(): void {
    for (const stream of this.#unfinished.all()) this.#eraser.erase(stream);
  }
}
