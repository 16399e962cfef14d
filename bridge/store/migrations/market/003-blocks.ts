import type { Migration } from "../../migration.ts";

/**
 * Sealed ticks: blocks (docs/TICK-STORE.md) take the place of a lane's oldest frames. What `tick_batch` holds becomes
 * the open tail; it is sealed little by little once the store runs, so that no start waits for it.
 */
export const blocks: Migration = {
  version: 3,
  name: "blocks",
  up: (db) =>
    db.exec(`
      CREATE TABLE tick_block (
        id INTEGER PRIMARY KEY, -- as in tick_batch, of the first frame that the block took the place of
        lane INTEGER NOT NULL REFERENCES lane (id),
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        count INTEGER NOT NULL,
        fine INTEGER NOT NULL CHECK (fine IN (0, 1)), -- 1 = ticks have parts of a millisecond
        lost INTEGER NOT NULL DEFAULT 0, -- ticks of a damaged block that repair set aside; count is 0 then
        payload BLOB NOT NULL
      ) STRICT;
      -- holds every column but the payload: a range of time is planned without touching a block
      CREATE UNIQUE INDEX tick_block_time ON tick_block (lane, last_ms, first_seq, last_seq, first_ms, count, fine, lost);

      -- the oldest ticks of a lane that the user's disk budget let go; their bars stay
      CREATE TABLE tick_retired (
        lane INTEGER PRIMARY KEY REFERENCES lane (id),
        last_seq INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        count INTEGER NOT NULL
      ) STRICT;

      -- what repair took out of sight, byte for byte
      CREATE TABLE damaged_block (
        id INTEGER PRIMARY KEY,
        block INTEGER NOT NULL,
        lane INTEGER NOT NULL,
        count INTEGER NOT NULL,
        fault TEXT NOT NULL,
        set_aside_utc INTEGER NOT NULL,
        payload BLOB NOT NULL
      ) STRICT;
    `),
};
