import type { Migration } from "../../migration.ts";

/**
 * What traders say of their trades, and what reports told. Notes are only ever added to. Deals of imports stand apart from
 * the broker's own: an import can be taken back. Rows of an import that is still `saving` do not count.
 */
export const journal: Migration = {
  version: 4,
  name: "journal",
  up: (db) =>
    db.exec(`
      CREATE TABLE journal_import (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        account TEXT NOT NULL,
        title TEXT NOT NULL,
        currency TEXT NOT NULL,
        digits INTEGER NOT NULL CHECK (digits BETWEEN 0 AND 8),
        first_balance REAL,
        at_utc INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('saving', 'kept')),
        added INTEGER NOT NULL,
        duplicates INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE journal_deal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        import TEXT NOT NULL REFERENCES journal_import (id),
        worked INTEGER NOT NULL CHECK (worked IN (0, 1)),
        content TEXT NOT NULL CHECK (json_valid(content)),
        UNIQUE (account, ticket, revision)
      ) STRICT;
      CREATE INDEX journal_deal_of_import ON journal_deal (import);

      CREATE TABLE journal_edit (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        at_utc INTEGER NOT NULL,
        note TEXT NOT NULL,
        tags TEXT NOT NULL CHECK (json_valid(tags)),
        overwrote TEXT,
        UNIQUE (account, ticket, revision)
      ) STRICT;
      CREATE TRIGGER journal_edit_kept BEFORE UPDATE ON journal_edit
        BEGIN SELECT raise(ABORT, 'edits of the journal are never changed'); END;
      CREATE TRIGGER journal_edit_stays BEFORE DELETE ON journal_edit
        BEGIN SELECT raise(ABORT, 'edits of the journal are never deleted'); END;

      CREATE TABLE journal_upcoming (
        account TEXT NOT NULL,
        session TEXT NOT NULL,
        tags TEXT NOT NULL CHECK (json_valid(tags)),
        PRIMARY KEY (account, session)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE journal_picture (
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        png BLOB NOT NULL,
        at_utc INTEGER NOT NULL,
        PRIMARY KEY (account, ticket)
      ) STRICT;

      CREATE TABLE journal_measure (
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        PRIMARY KEY (account, ticket)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE journal_equity (
        account TEXT NOT NULL,
        minute_broker INTEGER NOT NULL,
        low REAL NOT NULL,
        high REAL NOT NULL,
        balance REAL NOT NULL,
        PRIMARY KEY (account, minute_broker)
      ) STRICT, WITHOUT ROWID;

      CREATE VIRTUAL TABLE journal_words USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
      CREATE TABLE journal_words_of (
        seq INTEGER PRIMARY KEY,
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        UNIQUE (account, ticket)
      ) STRICT;
    `),
};
