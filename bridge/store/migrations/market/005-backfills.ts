import type { Migration } from "../../migration.ts";

/**
 * What is to be fetched of a stream's past, the newest day first. Each day that has come is a lane of its own, whose epoch is
 * 0 or less: older days have lower epochs, so that lanes in the order of their epochs are in the order of time.
 */
export const backfills: Migration = {
  version: 5,
  name: "backfills",
  up: (db) =>
    db.exec(`
      CREATE TABLE backfill (
        stream INTEGER PRIMARY KEY REFERENCES stream (id),
        from_ms INTEGER NOT NULL, -- the oldest tick that is wanted
        to_ms INTEGER NOT NULL, -- what was there when it began
        reached_ms INTEGER NOT NULL, -- all from here to to_ms has been asked for
        ticks INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'done', 'older')) -- older: MT5 has none from before reached_ms
      ) STRICT;
    `),
};
