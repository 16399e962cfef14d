import type { Migration } from "../../migration.ts";

/**
 * A row of `tick_batch` may hold several frames of a lane that were committed together: `id` is the first one's, and the
 * next row begins at `id + frames`. Their ticks lie end to end in one payload, all counted from one `base_ms`.
 */
export const runs: Migration = {
  version: 2,
  name: "runs",
  up: (db) => db.exec("ALTER TABLE tick_batch ADD COLUMN frames INTEGER NOT NULL DEFAULT 1 CHECK (frames > 0)"),
};
