import type { Migration } from "../../migration.ts";

/** Several orders may share a netting position: each has duties of its own. */
export const sharedDuties: Migration = {
  version: 5,
  name: "shared duties",
  up: (db) =>
    db.exec(`
      CREATE TABLE position_duty (
        account TEXT NOT NULL,
        position INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('stop', 'hold')),
        intent TEXT NOT NULL,
        due_utc INTEGER NOT NULL,
        ended TEXT,
        PRIMARY KEY (account, position, kind, intent)
      ) STRICT, WITHOUT ROWID;

      INSERT INTO position_duty SELECT account, position, kind, intent, due_utc, ended FROM position_watch;

      DROP TABLE position_watch;
    `),
};
