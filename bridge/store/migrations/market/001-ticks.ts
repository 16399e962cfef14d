import type { Migration } from "../../migration.ts";

/**
 * Streams, their ticks as the link's own frames, bars, gaps and revisions.
 *
 * A *lane* is one cursor epoch of one stream. `tick_batch.id` is `lane << 36 | seq`: frames of a lane lie together in
 * order of arrival, a resend meets its own key, and because time never runs back inside a lane a range of time is
 * found by bisection, so that appending keeps no second index.
 */
export const ticks: Migration = {
  version: 1,
  name: "ticks",
  up: (db) =>
    db.exec(`
      CREATE TABLE stream (
        id INTEGER PRIMARY KEY,
        instrument TEXT NOT NULL UNIQUE,
        point REAL NOT NULL,
        digits INTEGER NOT NULL,
        importing INTEGER NOT NULL DEFAULT 0 CHECK (importing IN (0, 1))
      ) STRICT;

      CREATE TABLE lane (
        id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 134217727),
        stream INTEGER NOT NULL REFERENCES stream (id),
        epoch INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        first_ms INTEGER NOT NULL,
        time_ms INTEGER NOT NULL,
        count_at_time INTEGER NOT NULL,
        total INTEGER NOT NULL,
        -- ticks before this broker minute are in the bars of source 'ticks'
        sealed_ms INTEGER NOT NULL,
        sealed_total INTEGER NOT NULL,
        UNIQUE (stream, epoch)
      ) STRICT;

      CREATE TABLE tick_batch (
        id INTEGER PRIMARY KEY,
        first_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        count INTEGER NOT NULL,
        layout INTEGER NOT NULL,
        base_ms INTEGER NOT NULL,
        payload BLOB NOT NULL
      ) STRICT;

      CREATE TABLE bar (
        stream INTEGER NOT NULL REFERENCES stream (id),
        timeframe TEXT NOT NULL,
        time_ms INTEGER NOT NULL,
        offset_epoch INTEGER NOT NULL,
        source INTEGER NOT NULL CHECK (source IN (1, 2)), -- 1 = broker, 2 = ticks
        open REAL NOT NULL,
        high REAL NOT NULL,
        low REAL NOT NULL,
        close REAL NOT NULL,
        tick_volume REAL NOT NULL,
        spread REAL NOT NULL,
        real_volume REAL NOT NULL,
        PRIMARY KEY (stream, timeframe, time_ms, offset_epoch, source)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE offset_epoch (
        server TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        from_broker_ms INTEGER NOT NULL,
        offset_s INTEGER NOT NULL,
        PRIMARY KEY (server, epoch)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE gap (
        stream INTEGER NOT NULL REFERENCES stream (id),
        from_ms INTEGER NOT NULL,
        to_ms INTEGER NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        recorded_utc INTEGER NOT NULL,
        PRIMARY KEY (stream, from_ms, to_ms, reason)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE revision (
        id INTEGER PRIMARY KEY,
        stream INTEGER NOT NULL REFERENCES stream (id),
        from_ms INTEGER NOT NULL,
        to_ms INTEGER NOT NULL,
        count INTEGER NOT NULL,
        reason TEXT NOT NULL,
        recorded_utc INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX revision_range ON revision (stream, from_ms, to_ms);

      CREATE TABLE revision_batch (
        revision INTEGER NOT NULL REFERENCES revision (id),
        part INTEGER NOT NULL,
        count INTEGER NOT NULL,
        layout INTEGER NOT NULL,
        base_ms INTEGER NOT NULL,
        payload BLOB NOT NULL,
        PRIMARY KEY (revision, part)
      ) STRICT;
    `),
};
