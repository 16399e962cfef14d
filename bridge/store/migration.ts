import type { Database } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";

/** One step forward of a database's schema. Steps are never edited once released, only added. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: (db: Database) => void;
}

/** Version of the schema in `db`; 0 when it is new. */
export function schemaVersion(db: Database): number {
  const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").get();
  if (known === undefined) return 0;
  return db.prepare<[], number>("SELECT coalesce(max(version), 0) FROM schema_version").pluck().get() ?? 0;
}

/**
 * Brings `db` to the newest version, each step in its own transaction together with its row in `schema_version`: a
 * crash in between leaves a version that the next start goes on from.
 * @throws FairleadError STORE_NEWER when the file is of a later version than this program knows.
 */
export function migrate(db: Database, migrations: readonly Migration[], upTo = Number.POSITIVE_INFINITY): void {
  const have = schemaVersion(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (have > newest) {
    throw new FairleadError(
      "STORE_NEWER",
      `${db.name} is of version ${have}; this Fairlead knows versions up to ${newest}.`,
      { file: db.name, version: have, known: newest },
    );
  }
  if (have === 0) {
    db.exec(
      "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_utc INTEGER NOT NULL) STRICT",
    );
  }
  for (const step of migrations) {
    if (step.version <= have || step.version > upTo) continue;
    db.transaction(() => {
      step.up(db);
      db.prepare("INSERT INTO schema_version VALUES (?, ?, ?)").run(step.version, step.name, Date.now());
    }).immediate();
  }
}
