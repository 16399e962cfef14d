import type { RecordedBook } from "#shared/market/depth/book-batch.ts";

/** What is recorded of an instrument. */
export interface RecordedSpan {
  readonly instrument: string;
  readonly images: number;
  /** UTC ms of the first and the last image. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Recorded depth on disk. All reject with FairleadError: STORE_FULL, STORE_UNAVAILABLE. */
export interface BookStore {
  /** Keeps images, oldest first, by instrument: all or none of a call. */
  putBooks(books: ReadonlyMap<string, readonly RecordedBook[]>): Promise<void>;
  /** Lets go what was told before. */
  dropBooks(beforeUtcMs: number): Promise<number>;
  /** Images told in [fromUtcMs, toUtcMs), oldest first; the first `limit`. */
  readBooks(instrument: string, fromUtcMs: number, toUtcMs: number, limit: number): Promise<readonly RecordedBook[]>;
  /** The last image told at or before a time. */
  bookAt(instrument: string, utcMs: number): Promise<RecordedBook | undefined>;
  recordedBooks(): Promise<readonly RecordedSpan[]>;
}
