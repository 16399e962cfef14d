import type { Migration } from "../../migration.ts";

/** Where ticks and bars come from files: charts say of each bar whose it is. */
export const imports: Migration = {
  version: 7,
  name: "imports",
  up: (db) =>
    db.exec(`
      CREATE TABLE import_span (
        stream INTEGER NOT NULL REFERENCES stream (id),
        kind TEXT NOT NULL, -- 'ticks', or the timeframe of bars that were told
        from_ms INTEGER NOT NULL, -- the first tick, or opening of the first bar
        to_ms INTEGER NOT NULL, -- the last one
        PRIMARY KEY (stream, kind, from_ms)
      ) STRICT, WITHOUT ROWID;

      -- Until now imports were not noted; those under the usual name are known by it.
      INSERT INTO import_span
        SELECT stream, 'ticks', min(first_ms), max(time_ms) FROM lane
        WHERE total > 0 AND stream IN (SELECT id FROM stream WHERE instrument LIKE '0@Imported/%')
        GROUP BY stream;
      INSERT INTO import_span
        SELECT stream, timeframe, min(time_ms), max(time_ms) FROM bar
        WHERE source = 1 AND stream IN (SELECT id FROM stream WHERE instrument LIKE '0@Imported/%')
        GROUP BY stream, timeframe;
    `),
};
