import { zstdDecompressSync } from "node:zlib";
import type { Database, Statement } from "better-sqlite3";
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

  constructor(db: Database) {
    this.#put = db.prepare(
      `INSERT INTO book_batch VALUES (@instrument, @fromUtc, @toUtc, @count, @payload)
       ON CONFLICT DO UPDATE SET to_utc = @toUtc, count = @count, payload = @payload`,
    );
    this.#drop = db.prepare("DELETE FROM book_batch WHERE to_utc < ?");
    this.#read = db.prepare(
      "SELECT payload FROM book_batch WHERE instrument = ? AND to_utc >= ? AND from_utc < ? ORDER BY from_utc",
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
    for (const { payload } of this.#read.iterate(instrument, fromUtc, toUtc)) {
      const bytes = zstdDecompressSync(payload);
      // Float64Array wants its bytes on a boundary of eight.
      const column = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      for (const book of unpackBooks(column)) {
        if (book.atMs < fromUtc || book.atMs >= toUtc) continue;
        found.push(book);
        if (found.length >= limit) return found;
      }
    }
    return found;
  }
}
