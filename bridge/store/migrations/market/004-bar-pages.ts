import type { Migration } from "../../migration.ts";

/** A page of minutes spans a week: 604,800,000 ms, counted from 1970. The triggers' numbers say the same. */
export const barPages: Migration = {
  version: 4,
  name: "bar-pages",
  up: (db) =>
    db.exec(`
      -- M1 bars of a week as they are read: joined of all sources, in columns. Rows of bar stay the truth: whatever
      -- changes one of them takes the page away in the same transaction, and has it made again.
      CREATE TABLE bar_page (
        stream INTEGER NOT NULL REFERENCES stream (id),
        page INTEGER NOT NULL,
        count INTEGER NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (stream, page)
      ) STRICT;

      -- pages that are to be made; taken = 1: somebody makes it, and nothing has changed since
      CREATE TABLE bar_stale (
        stream INTEGER NOT NULL REFERENCES stream (id),
        page INTEGER NOT NULL,
        taken INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1)),
        PRIMARY KEY (stream, page)
      ) STRICT, WITHOUT ROWID;

      ${trigger("insert", "INSERT", "NEW")}
      ${trigger("update", "UPDATE", "NEW")}
      ${trigger("delete", "DELETE", "OLD")}

      INSERT INTO bar_stale (stream, page)
        SELECT DISTINCT stream, time_ms / 604800000 FROM bar WHERE timeframe = 'M1';
    `),
};

function trigger(name: string, event: string, row: string): string {
  const key = `stream = ${row}.stream AND page = ${row}.time_ms / 604800000`;
  return `
      CREATE TRIGGER bar_page_${name} AFTER ${event} ON bar
      WHEN ${row}.timeframe = 'M1' AND NOT EXISTS (SELECT 1 FROM bar_stale WHERE ${key} AND taken = 0)
      BEGIN
        DELETE FROM bar_page WHERE ${key};
        DELETE FROM bar_stale WHERE ${key};
        INSERT INTO bar_stale (stream, page) VALUES (${row}.stream, ${row}.time_ms / 604800000);
      END;`;
}
