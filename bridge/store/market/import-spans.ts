import type { Database, Statement } from "better-sqlite3";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { BAR_SOURCE } from "./bar-book.ts";

/** What a span is of: ticks, or bars that a file told of one timeframe. */
export type ImportKind = "ticks" | Timeframe;

/** Broker ms, both ends inclusive. */
export interface ImportSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Table `import_span`: what of a stream came out of files. Every method works inside the caller's transaction. */
export class ImportSpans {
  readonly #noteTicks: Statement<[{ of: number; as: number }]>;
  readonly #noteBars: Statement<[{ of: number; as: number }]>;
  readonly #within: Statement<[number, ImportKind, number, number], ImportSpan>;
  readonly #drop: Statement<[number, ImportKind, number]>;
  readonly #put: Statement<[number, ImportKind, number, number]>;

  constructor(db: Database) {
    this.#noteTicks = db.prepare(
      `INSERT OR REPLACE INTO import_span
         SELECT @as, 'ticks', min(first_ms), max(time_ms) FROM lane WHERE stream = @of AND total > 0 HAVING count(*) > 0`,
    );
    this.#noteBars = db.prepare(
      `INSERT OR REPLACE INTO import_span
         SELECT @as, timeframe, min(time_ms), max(time_ms) FROM bar
         WHERE stream = @of AND source = ${BAR_SOURCE.broker} GROUP BY timeframe`,
    );
    this.#within = db.prepare(
      `SELECT from_ms AS fromMs, to_ms AS toMs FROM import_span
       WHERE stream = ? AND kind = ? AND to_ms >= ? AND from_ms <= ? ORDER BY from_ms`,
    );
    this.#drop = db.prepare("DELETE FROM import_span WHERE stream = ? AND kind = ? AND from_ms = ?");
    this.#put = db.prepare("INSERT OR REPLACE INTO import_span VALUES (?, ?, ?, ?)");
  }

  /** Notes all that stream `of` has, an import that is whole, as imports of stream `as`. */
  note(of: number, as: number): void {
    this.#noteTicks.run({ of, as });
    this.#noteBars.run({ of, as });
  }

  /** The broker has told bars from `fromMs` to the one that opens at `toMs`: these are a file's no more. */
  toldByBroker(stream: number, timeframe: Timeframe, fromMs: number, toMs: number): void {
    for (const span of this.#within.all(stream, timeframe, fromMs, toMs)) {
      this.#drop.run(stream, timeframe, span.fromMs);
      if (span.fromMs < fromMs) this.#put.run(stream, timeframe, span.fromMs, fromMs - 1);
      if (span.toMs > toMs) this.#put.run(stream, timeframe, toMs + 1, span.toMs);
    }
  }

  /** What of `fromMs` to `toMs` (both inclusive) came out of files. */
  of(stream: number, kind: ImportKind, fromMs: number, toMs: number): ImportSpan[] {
    return this.#within.all(stream, kind, fromMs, toMs);
  }
}
