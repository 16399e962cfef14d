import type { Migration } from "../../migration.ts";

/**
 * Orders from the wish to the deal, and what holds them back. Tickets and magics are MT5's 64-bit numbers. Texts named
 * `content`, `outcome`, `facts` are our own JSON (ledger/ledger-json.ts). Events and deals are only ever added to.
 */
export const trading: Migration = {
  version: 2,
  name: "trading",
  up: (db) =>
    db.exec(`
      CREATE TABLE intent (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account TEXT NOT NULL,
        magic INTEGER NOT NULL UNIQUE CHECK (magic > 0),
        content TEXT NOT NULL CHECK (json_valid(content)),
        state TEXT NOT NULL,
        final INTEGER NOT NULL CHECK (final IN (0, 1)),
        outcome TEXT NOT NULL CHECK (json_valid(outcome)),
        sent_utc INTEGER,
        history_from INTEGER,
        created_utc INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX intent_open ON intent (account) WHERE final = 0;

      CREATE TABLE intent_event (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        intent INTEGER NOT NULL REFERENCES intent (seq),
        at_utc INTEGER NOT NULL,
        event TEXT NOT NULL,
        state TEXT NOT NULL,
        facts TEXT NOT NULL CHECK (json_valid(facts))
      ) STRICT;
      CREATE INDEX intent_event_of ON intent_event (intent);
      CREATE TRIGGER intent_event_kept BEFORE UPDATE ON intent_event
        BEGIN SELECT raise(ABORT, 'events of intents are never changed'); END;
      CREATE TRIGGER intent_event_stays BEFORE DELETE ON intent_event
        BEGIN SELECT raise(ABORT, 'events of intents are never deleted'); END;

      CREATE TABLE deal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 1),
        position INTEGER NOT NULL,
        magic INTEGER NOT NULL,
        time_broker INTEGER NOT NULL,
        seen_utc INTEGER NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        UNIQUE (account, ticket, revision)
      ) STRICT;
      CREATE INDEX deal_of_position ON deal (account, position);
      CREATE INDEX deal_of_magic ON deal (account, magic) WHERE magic <> 0;
      CREATE INDEX deal_in_time ON deal (account, time_broker);
      CREATE TRIGGER deal_kept BEFORE UPDATE ON deal BEGIN SELECT raise(ABORT, 'deals are never changed'); END;
      CREATE TRIGGER deal_stays BEFORE DELETE ON deal BEGIN SELECT raise(ABORT, 'deals are never deleted'); END;

      CREATE TABLE closed_order (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        ticket INTEGER NOT NULL,
        magic INTEGER NOT NULL,
        time_broker INTEGER NOT NULL,
        seen_utc INTEGER NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        UNIQUE (account, ticket)
      ) STRICT;
      CREATE INDEX closed_order_of_magic ON closed_order (account, magic) WHERE magic <> 0;

      CREATE TABLE history_read (
        account TEXT PRIMARY KEY,
        first_utc INTEGER NOT NULL,
        first_broker INTEGER NOT NULL,
        to_broker INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE latch (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        account TEXT NOT NULL,
        verb TEXT NOT NULL CHECK (verb IN ('pauseEntries', 'stopAutomation', 'flattenAll')),
        cause TEXT NOT NULL,
        words TEXT NOT NULL,
        set_utc INTEGER NOT NULL,
        reset_utc INTEGER,
        reset_by TEXT,
        CHECK ((reset_utc IS NULL) = (reset_by IS NULL))
      ) STRICT;
      CREATE UNIQUE INDEX latch_set ON latch (account, verb) WHERE reset_utc IS NULL;

      CREATE TABLE guard (
        account TEXT PRIMARY KEY,
        version INTEGER NOT NULL CHECK (version >= 1),
        content TEXT NOT NULL CHECK (json_valid(content))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE flatten (
        id TEXT NOT NULL,
        account TEXT NOT NULL,
        cause TEXT NOT NULL,
        asked_utc INTEGER NOT NULL,
        flat_utc INTEGER,
        ended_utc INTEGER,
        PRIMARY KEY (id, account)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE position_watch (
        account TEXT NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('stop', 'hold')),
        intent TEXT NOT NULL,
        due_utc INTEGER NOT NULL,
        ended TEXT,
        PRIMARY KEY (account, position, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE risk_limits (
        account TEXT PRIMARY KEY,
        content TEXT NOT NULL CHECK (json_valid(content)),
        changed_utc INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE risk_day (
        account TEXT PRIMARY KEY,
        content TEXT NOT NULL CHECK (json_valid(content)),
        changed_utc INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `),
};
