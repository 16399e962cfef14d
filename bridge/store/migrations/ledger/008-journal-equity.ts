import type { Migration } from "../../migration.ts";

/** How each recorded minute of equity ended, and the equity drawdowns that a report printed of its own run. */
export const journalEquity: Migration = {
  version: 8,
  name: "journal equity",
  up: (db) =>
    db.exec(`
      ALTER TABLE journal_equity ADD COLUMN last REAL;

      CREATE TABLE journal_printed (
        import TEXT NOT NULL REFERENCES journal_import (id) ON DELETE CASCADE,
        figure TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (import, figure)
      ) STRICT, WITHOUT ROWID;
    `),
};
