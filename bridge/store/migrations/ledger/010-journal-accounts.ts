import type { Migration } from "../../migration.ts";

/** Accounts that no terminal was ever paired for, as the embedded one's: their trades outlive it, and need its currency. */
export const journalAccounts: Migration = {
  version: 10,
  name: "journal accounts",
  up: (db) =>
    db.exec(`
      CREATE TABLE journal_account (
        id TEXT PRIMARY KEY,
        server TEXT NOT NULL,
        title TEXT NOT NULL,
        currency TEXT NOT NULL,
        digits INTEGER NOT NULL CHECK (digits BETWEEN 0 AND 8),
        trade_mode TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
};
