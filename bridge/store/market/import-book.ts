import { randomUUID } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { ImportInto } from "./import-into.ts";
import type { ImportSpans } from "./import-spans.ts";
import type { StreamEraser } from "./stream-eraser.ts";

/** Imports in the making: streams under a name of their own, which come into sight whole or not at all. */
export class ImportBook {
  readonly #insert: Statement<[string, number, number]>;
  readonly #taken: Statement<[string], number>;
  readonly #isUnderWay: Statement<[number], number>;
  readonly #publish: Statement<[string, number]>;
  readonly #unfinished: Statement<[], number>;
  readonly #eraser: StreamEraser;
  readonly #spans: ImportSpans;
  readonly #into: ImportInto;

  constructor(db: Database, { eraser, spans }: { readonly eraser: StreamEraser; readonly spans: ImportSpans }) {
    this.#insert = db.prepare("INSERT INTO stream (instrument, point, digits, importing) VALUES (?, ?, ?, 1)");
    this.#taken = db.prepare<[string], number>("SELECT id FROM stream WHERE instrument = ? AND importing = 0").pluck();
    this.#isUnderWay = db.prepare<[number], number>("SELECT 1 FROM stream WHERE id = ? AND importing = 1").pluck();
    this.#into = new ImportInto(db, { eraser, spans });
    this.#publish = db.prepare("UPDATE stream SET instrument = ?, importing = 0 WHERE id = ? AND importing = 1");
    this.#unfinished = db.prepare<[], number>("SELECT id FROM stream WHERE importing = 1").pluck();
    this.#eraser = eraser;
    this.#spans = spans;
  }

  begin(point: number, digits: number): number {
    return Number(this.#insert.run(`import:${randomUUID()}`, point, digits).lastInsertRowid);
  }

  /**
   * Brings an import into sight: under a name of its own, or in front of what the instrument has.
   * @returns the stream in front of which it was put; undefined when it is one of its own.
   * @throws FairleadError BAD_REQUEST when it is not older than all that the instrument has, NOT_FOUND when there is no such import.
   */
  finish(stream: number, instrument: string): number | undefined {
    if (this.#isUnderWay.get(stream) === undefined)
      throw new FairleadError("NOT_FOUND", `Stream ${stream} is no import under way.`, { stream });
    const known = this.#taken.get(instrument);
    if (known === undefined) {
      this.#publish.run(instrument, stream);
      this.#spans.note(stream, stream);
    } else this.#into.put(stream, known, instrument);
    return known;
  }

  drop(stream: number): void {
    if (this.#unfinished.all().includes(stream)) this.#eraser.erase(stream);
  }

  /** Clears what a crash in the middle of an import left. */
  dropUnfinished(): void {
    for (const stream of this.#unfinished.all()) this.#eraser.erase(stream);
  }
}
