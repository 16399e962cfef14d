import { zstdDecompressSync } from "node:zlib";
import type { Database, Statement } from "better-sqlite3";
import type { RecordedSpan } from "#bridge/ports/book-store.ts";
import { type RecordedBook, unpackBooks } from "#shared/market/depth/book-batch.ts";

/** Images of one instrument that were told within a few seconds. */
export interface BookBatch {
  readonly instrument: string;
  readonly fromUtc: number;
  readonly toUtc: number;
  readonly count: number;
  /** zstd over `packBooks`. */
  readonly payload: Uint8Array;
}

/** Table `book_batch`: recorded depth. */
export class DepthBook {
  readonly #put: Statement<[BookBatch]>;
  readonly #drop: Statement<[number]>;
  readonly #read: Statement<[string, number, number], { payload: Buffer }>;
  readonly #before: Statement<[string, number], { payload: Buffer }>;
  readonly #spans: Statement<[], RecordedSpan>;

  constructor(db: Database) {
    this.#put = db.prepare(
      `INSERT INTO book_batch VALUES (@instrument, @fromUtc, @toUtc, @count, @payload)
       ON CONFLICT DO UPDATE SET to_utc = @toUtc, count = @count, payload = @payload`,
    );
    this.#drop = db.prepare("DELETE FROM book_batch WHERE to_utc < ?");
    this.#read = db.prepare(
      "SELECT payload FROM book_batch WHERE instrument = ? AND to_utc >= ? AND from_utc < ? ORDER BY from_utc",
    );
    this.#before = db.prepare(
      "SELECT payload FROM book_batch WHERE instrument = ? AND from_utc <= ? ORDER BY from_utc DESC LIMIT 1",
    );
    this.#spans = db.prepare(
      `SELECT instrument, sum(count) AS images, min(from_utc) AS fromMs, max(to_utc) AS toMs
       FROM book_batch GROUP BY instrument ORDER BY instrument`,
    );
  }

  put(batches: readonly BookBatch[]): void {
    for (const batch of batches) this.#put.run(batch);
  }

  /** Lets go what is older. @returns how many batches. */
  drop(beforeUtc: number): number {
    return this.#drop.run(beforeUtc).changes;
  }

  /** Images in [fromUtc, toUtc), oldest first; the first `limit`. */
  read(instrument: string, fromUtc: number, toUtc: number, limit: number): RecordedBook[] {
    const found: RecordedBook[] = [];
    for (const row of this.#read.iterate(instrument, fromUtc, toUtc)) {
      for (const book of booksOf(row)) {
        if (book.atMs < fromUtc || book.atMs >= toUtc) continue;
        found.push(book);
        if (found.length >= limit) return found;
      }
    }
    return found;
  }

  /** The last image told at or before `utcMs`. */
  at(instrument: string, utcMs: number): RecordedBook | undefined {
    const row = this.#before.get(instrument, utcMs);
    return row && booksOf(row).findLast(({ atMs }) => atMs <= utcMs);
  }

  /** What is recorded, by instrument. */
  spans(): RecordedSpan[] {
    return this.#spans.all();
  }
}

function booksOf({ payload }: { readonly payload: Buffer }): RecordedBook[] {
  const bytes = zstdDecompressSync(payload);
  // Float64Array wants its bytes on a boundary of eight.
  return unpackBooks(new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
}
