import type { Migration } from "../../migration.ts";

/**
 * Where an intent is written before its command leaves: one row at the end of a small table, so that the fsync that an
 * order waits for has one page to write. With its first step it moves on to `intent`.
 */
export const begunIntents: Migration = {
  version: 11,
  name: "begun intents",
  up: (db) =>
    db.exec(`
      CREATE TABLE intent_begun (
        magic INTEGER PRIMARY KEY CHECK (magic > 0),
        content TEXT NOT NULL
      ) STRICT;
    `),
};
