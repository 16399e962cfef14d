import type { Migration } from "../../migration.ts";

/** Trading sessions, their trades and events, and the signals they were given. */
export const sessions: Migration = {
  version: 3,
  name: "sessions",
  up: (db) =>
    db.exec(`
      CREATE TABLE session (
        id TEXT PRIMARY KEY,
        account TEXT NOT NULL,
        state TEXT NOT NULL CHECK (json_valid(state)),
        changed_utc INTEGER NOT NULL,
        removed_utc INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE session_trade (
        session TEXT NOT NULL REFERENCES session (id),
        number INTEGER NOT NULL CHECK (number > 0),
        trade TEXT NOT NULL CHECK (json_valid(trade)),
        PRIMARY KEY (session, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE session_event (
        seq INTEGER PRIMARY KEY,
        session TEXT NOT NULL REFERENCES session (id),
        at_utc INTEGER NOT NULL,
        code TEXT NOT NULL,
        details TEXT NOT NULL CHECK (json_valid(details))
      ) STRICT;
      CREATE INDEX session_event_of ON session_event (session, seq);

      CREATE TABLE signal (
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        signal TEXT NOT NULL CHECK (json_valid(signal)),
        verdict TEXT NOT NULL,
        received_utc INTEGER NOT NULL,
        PRIMARY KEY (source, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX signal_received ON signal (received_utc);

      CREATE TABLE signal_delivery (
        source TEXT NOT NULL,
        id TEXT NOT NULL,
        session TEXT NOT NULL REFERENCES session (id),
        state TEXT NOT NULL,
        reason TEXT,
        changed_utc INTEGER NOT NULL,
        PRIMARY KEY (source, id, session),
        FOREIGN KEY (source, id) REFERENCES signal (source, id)
      ) STRICT, WITHOUT ROWID;
    `),
};
