import type { Migration } from "../../migration.ts";

/** Recorded depth of market, by the instrument's name: a book needs no stream of ticks. */
export const books: Migration = {
  version: 6,
  name: "books",
  up: (db) =>
    db.exec(`
      -- images of one instrument, oldest first; payload: zstd over shared/market/depth/book-batch.ts
      CREATE TABLE book_batch (
        instrument TEXT NOT NULL,
        from_utc INTEGER NOT NULL,
        to_utc INTEGER NOT NULL,
        count INTEGER NOT NULL CHECK (count > 0),
        payload BLOB NOT NULL,
        PRIMARY KEY (instrument, from_utc)
      ) STRICT;
      CREATE INDEX book_batch_age ON book_batch (to_utc);
    `),
};
