import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import Sqlite, { type Database } from "better-sqlite3";
import { MARKET_MIGRATIONS } from "../migrations/market/index.ts";
import { markSuspect, type OpenedDatabase, openDatabase } from "../open-database.ts";
import { codedStoreError } from "../sqlite-error.ts";
import { codedOf } from "../worker/coded-error.ts";
import type { DeskReady } from "../worker/desk-messages.ts";
import { serveDesk } from "../worker/serve-desk.ts";
import { KeepDesk } from "./keep-desk.ts";
import { MARKET_PAGE_BYTES } from "./page-bytes.ts";
import { ReadDesk } from "./read-desk.ts";
import { WriteDesk } from "./write-desk.ts";

/** What the thread is started with. */
export interface MarketWorkerData {
  readonly file: string;
  readonly role: "write" | "read" | "keep";
  /** The thread before this one ended by itself: the file is in use, under the numbers of its streams. */
  readonly again: boolean;
}

/** The write-ahead log is cut back to this length when it has grown beyond. */
const LOG_BYTES = 64 * 1024 * 1024;

/**
 * Pages that a connection keeps, in KiB: the upper parts of the indexes. Ticks go through once, and what is read again
 * comes from the system's own cache; each of four connections would else keep 16 MB.
 */
const CACHE = "cache_size = -2000";

function openFor({ file, role, again }: MarketWorkerData): OpenedDatabase {
  if (role !== "write") {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true });
    db.pragma(CACHE);
    return { db };
  }
  const opened = openDatabase({
    file,
    migrations: MARKET_MIGRATIONS,
    synchronous: "NORMAL",
    pageSize: MARKET_PAGE_BYTES,
    checkBelowBytes: 32 * 1024 * 1024,
    keepDamaged: again,
    tellLoss: true,
  });
  // Checkpoints are the reader's: a commit never waits for the disk.
  opened.db.pragma("wal_autocheckpoint = 0");
  opened.db.pragma(CACHE);
  opened.db.pragma(`journal_size_limit = ${LOG_BYTES}`);
  return opened;
}

function deskFor({ role, file }: MarketWorkerData, db: Database): object {
  if (role === "write") return new WriteDesk(db);
  return role === "read" ? new ReadDesk(db, new Sqlite(file)) : new KeepDesk(db);
}

/** Niceness of what may take its time: two fifths of the share that others have. An import or a backfill waits for it. */
const BACKGROUND = 4;

/**
 * Lets live ticks go before packing and joining where they want the same processor. A thread has a priority of its own
 * on Linux alone; where the system refuses, it works as before.
 */
function stepBack(): void {
  if (process.platform !== "linux") return;
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").at(-1));
    if (thread !== process.pid) setPriority(thread, BACKGROUND);
  } catch {
    // No /proc, or a sandbox that forbids it.
  }
}

/** Opens the desk when the parent says so. */
function open(port: MessagePort, data: MarketWorkerData): void {
  try {
    if (data.role === "keep") stepBack();
    const { db, setAside } = openFor(data);
    const coded = (error: unknown) => {
      const fault = codedStoreError(error, data.file);
      if (fault.code === "STORE_CORRUPT") markSuspect(data.file);
      return fault;
    };
    serveDesk(port, deskFor(data, db), { setAside, coded });
  } catch (error) {
    const failed: DeskReady = { ready: false, error: codedOf(codedStoreError(error, data.file)) };
    port.postMessage(failed);
  }
}

if (parentPort === null) throw new Error("market-worker runs as a worker thread");
const port = parentPort;
port.once("message", (word: "open" | "stop") => {
  if (word === "open") open(port, workerData as MarketWorkerData);
});
