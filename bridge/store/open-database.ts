import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import Sqlite, { type Database } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { tellOfLoss } from "./losses.ts";
import { type Migration, migrate } from "./migration.ts";
import { codedStoreError, isCorruption } from "./sqlite-error.ts";

export interface OpenOptions {
  readonly file: string;
  readonly migrations: readonly Migration[];
  /** FULL: an fsync at each commit. NORMAL: at checkpoints only; safe against process death, not power loss. */
  readonly synchronous: "FULL" | "NORMAL";
  /** Bytes a page; takes effect when the file is made. */
  readonly pageSize: number;
  /** Files up to this size are read through at every start; larger ones only when the last run met damage. */
  readonly checkBelowBytes: number;
  /** Refuse a damaged file instead of moving it aside: somebody works with what it holds. */
  readonly keepDamaged?: boolean;
  /** Put on record, until somebody has dealt with it, that what a damaged file held is lost. */
  readonly tellLoss?: boolean;
}

/** A database that is ready, and what had to be done to make it so. */
export interface OpenedDatabase {
  readonly db: Database;
  /** Set when a damaged file was moved aside and `db` is new. */
  readonly setAside?: FairleadError;
}

const suspectMark = (file: string): string => `${file}.suspect`;

/** Notes that `file` looked damaged in use, so that the next start reads it through. */
export function markSuspect(file: string): void {
  writeFileSync(suspectMark(file), "");
}

/**
 * Opens a database in WAL mode and brings it to the newest version. A damaged file is renamed to
 * `FILE.damaged-TIME` and a new one begun, so that a start never fails twice over the same damage.
 * @throws FairleadError STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE; STORE_CORRUPT with `keepDamaged`.
 */
export function openDatabase(options: OpenOptions): OpenedDatabase {
  try {
    return { db: openChecked(options) };
  } catch (error) {
    if (!isCorruption(error)) throw codedStoreError(error, options.file);
    if (options.keepDamaged === true) {
      markSuspect(options.file);
      throw codedStoreError(error, options.file);
    }
    const setAside = moveAside(options, error);
    try {
      return { db: openChecked(options), setAside };
    } catch (second) {
      throw codedStoreError(second, options.file);
    }
  }
}

function openChecked({ file, migrations, synchronous, pageSize, checkBelowBytes }: OpenOptions): Database {
  assertHeader(file);
  const suspect = existsSync(suspectMark(file));
  const db = new Sqlite(file);
  try {
    db.pragma(`page_size = ${pageSize}`);
    db.pragma("journal_mode = WAL");
    db.pragma(`synchronous = ${synchronous}`);
    db.pragma("foreign_keys = ON");
    if (suspect || statSync(file).size <= checkBelowBytes) assertSound(db);
    migrate(db, migrations);
  } catch (error) {
    db.close();
    throw error;
  }
  if (suspect) rmSync(suspectMark(file), { force: true });
  return db;
}

/** SQLite opens a file shorter than its header as an empty database: that would hide a truncated one. */
function assertHeader(file: string): void {
  if (!existsSync(file)) return;
  const size = statSync(file).size;
  if (size === 0) return;
  const magic = Buffer.alloc(16);
  const handle = openSync(file, "r");
  readSync(handle, magic, 0, 16, 0);
  closeSync(handle);
  if (size < 512 || magic.toString("latin1") !== "SQLite format 3\0") {
    throw new Sqlite.SqliteError("file is not a database", "SQLITE_NOTADB");
  }
}

function assertSound(db: Database): void {
  const verdict = db.pragma("quick_check(1)", { simple: true });
  if (verdict !== "ok") throw new Sqlite.SqliteError(String(verdict), "SQLITE_CORRUPT");
}

function moveAside({ file, tellLoss }: OpenOptions, cause: unknown): FairleadError {
  const now = new Date();
  const kept = `${file}.damaged-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
  // Before the file goes: whatever dies from here on, the loss is told.
  if (tellLoss === true) tellOfLoss(file, { kept, utcMs: now.getTime() });
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  rmSync(suspectMark(file), { force: true });
  return new FairleadError(
    "STORE_CORRUPT",
    `${file} was damaged. It is kept as ${kept}, and a new one was begun.`,
    { file, kept },
    { cause },
  );
}
