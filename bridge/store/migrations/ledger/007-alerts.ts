import type { Migration } from "../../migration.ts";

/** Alerts with where each stands, how far each source was looked at, what fired, and who was told of it. */
export const alerts: Migration = {
  version: 7,
  name: "alerts",
  up: (db) =>
    db.exec(`
      CREATE TABLE alert (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        alert TEXT NOT NULL CHECK (json_valid(alert)),
        state TEXT NOT NULL CHECK (json_valid(state)),
        created_utc INTEGER NOT NULL,
        removed_utc INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE alert_source (
        source TEXT PRIMARY KEY,
        cursor TEXT NOT NULL CHECK (json_valid(cursor))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE alert_firing (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        alert TEXT NOT NULL REFERENCES alert (id),
        arming INTEGER NOT NULL,
        at_utc INTEGER NOT NULL,
        firing TEXT NOT NULL CHECK (json_valid(firing)),
        seen_utc INTEGER,
        UNIQUE (alert, arming)
      ) STRICT;

      CREATE TABLE alert_delivery (
        firing INTEGER NOT NULL REFERENCES alert_firing (seq),
        port TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed')),
        tries INTEGER NOT NULL DEFAULT 0,
        due_utc INTEGER NOT NULL,
        told TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (firing, port)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX alert_delivery_due ON alert_delivery (state, due_utc);
    `),
};
