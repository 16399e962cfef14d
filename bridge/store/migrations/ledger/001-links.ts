import type { Migration } from "../../migration.ts";

/** Who may connect, which accounts they were logged in to, what their brokers offer, and the counters that fence. */
export const links: Migration = {
  version: 1,
  name: "links",
  up: (db) =>
    db.exec(`
      CREATE TABLE terminal (
        id TEXT PRIMARY KEY CHECK (length(id) = 32),
        name TEXT NOT NULL,
        public_key TEXT NOT NULL,
        secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
        next_public_key TEXT,
        next_secret_hash BLOB CHECK (next_secret_hash IS NULL OR length(next_secret_hash) = 32),
        state TEXT NOT NULL CHECK (state IN ('paired', 'removed')),
        paired_utc INTEGER NOT NULL,
        removed_utc INTEGER,
        CHECK ((next_public_key IS NULL) = (next_secret_hash IS NULL))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE account (
        id TEXT PRIMARY KEY,
        login TEXT NOT NULL,
        server TEXT NOT NULL,
        company TEXT NOT NULL,
        name TEXT NOT NULL,
        currency TEXT NOT NULL,
        currency_digits INTEGER NOT NULL CHECK (currency_digits BETWEEN 0 AND 8),
        trade_mode TEXT NOT NULL CHECK (trade_mode IN ('demo', 'contest', 'real')),
        margin_mode TEXT NOT NULL CHECK (margin_mode IN ('netting', 'exchange', 'hedging')),
        leverage INTEGER NOT NULL,
        first_seen_utc INTEGER NOT NULL,
        last_seen_utc INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE terminal_account (
        terminal TEXT NOT NULL REFERENCES terminal (id),
        account TEXT NOT NULL REFERENCES account (id),
        first_seen_utc INTEGER NOT NULL,
        last_seen_utc INTEGER NOT NULL,
        PRIMARY KEY (terminal, account)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE instrument (
        account TEXT NOT NULL REFERENCES account (id),
        symbol TEXT NOT NULL,
        spec TEXT NOT NULL CHECK (json_valid(spec)),
        changed_utc INTEGER NOT NULL,
        PRIMARY KEY (account, symbol)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK (value >= 0)) STRICT, WITHOUT ROWID;
    `),
};
