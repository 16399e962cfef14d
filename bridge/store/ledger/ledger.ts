import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import type { FairleadError } from "#shared/contract/errors.ts";
import { LEDGER_MIGRATIONS } from "../migrations/ledger/index.ts";
import { openDatabase } from "../open-database.ts";
import { codedStoreError } from "../sqlite-error.ts";
import { LedgerAlerts } from "./alerts.ts";
import { LedgerCloud } from "./cloud.ts";
import { LedgerCloudCommands } from "./cloud-commands.ts";
import { LedgerDeals } from "./deals.ts";
import { LedgerInstruments } from "./instruments.ts";
import { IntentLog } from "./intent-log.ts";
import { LedgerIntents } from "./intents.ts";
import { LedgerJournal } from "./journal.ts";
import { earlierDamage, logDamage } from "./left-intents.ts";
import { LedgerRisk } from "./risk.ts";
import { LedgerSafety } from "./safety.ts";
import { LedgerSessions } from "./sessions.ts";
import { LedgerSignals } from "./signals.ts";
import { LedgerTerminals } from "./terminals.ts";
import type { LedgerWrite } from "./write.ts";

const LEDGER_FILE = "ledger.db";
const LOG_FILE = "intents.log";

interface OpenedLog {
  readonly log: IntentLog | null;
  readonly fault: FairleadError | undefined;
}

/** A log that is there and cannot be opened may hold orders: everything else of the ledger goes on without it. */
function openedLog(file: string): OpenedLog {
  const fault = earlierDamage(file);
  try {
    return { log: IntentLog.open(file), fault };
  } catch (error) {
    return { log: null, fault: logDamage({ file }, error) };
  }
}

/**
 * ledger.db: what must survive power loss. Calls are synchronous, and each write has been fsynced when it returns
 * (`synchronous=FULL` in WAL mode syncs the log at every commit), so it may be acknowledged or acted upon.
 * Deals, and what became of an intent after its send, are on disk with the next such write at the latest.
 */
export class Ledger {
  readonly #db: Database;
  readonly #log: IntentLog | null;
  /** Set when a damaged file was moved aside at this start: terminals have to be paired again. */
  readonly setAside: FairleadError | undefined;
  readonly terminals: LedgerTerminals;
  readonly instruments: LedgerInstruments;
  readonly intents: LedgerIntents;
  readonly deals: LedgerDeals;
  readonly safety: LedgerSafety;
  readonly risk: LedgerRisk;
  readonly sessions: LedgerSessions;
  readonly signals: LedgerSignals;
  readonly journal: LedgerJournal;
  readonly alerts: LedgerAlerts;
  readonly cloud: LedgerCloud;
  readonly cloudCommands: LedgerCloudCommands;

  private constructor(db: Database, { log, fault }: OpenedLog, setAside: FairleadError | undefined) {
    this.#db = db;
    this.#log = log;
    this.setAside = setAside;
    const write: LedgerWrite = (work) => {
      try {
        return db.transaction(work).immediate();
      } catch (error) {
        throw codedStoreError(error, db.name);
      }
    };
    // What the broker or a program's journal tells again after a power cut waits for the next fsync, which takes along all
    // that was written before it: the log is one. A killed process loses nothing either way.
    const note: LedgerWrite = (work) => {
      if (db.inTransaction) return write(work);
      db.exec("PRAGMA synchronous = NORMAL");
      try {
        return write(work);
      } finally {
        db.exec("PRAGMA synchronous = FULL");
      }
    };
    this.terminals = new LedgerTerminals(db, write);
    this.instruments = new LedgerInstruments(db, write);
    this.intents = new LedgerIntents(db, write, note, log, fault);
    this.deals = new LedgerDeals(db, note);
    this.safety = new LedgerSafety(db, write);
    this.risk = new LedgerRisk(db, write);
    this.sessions = new LedgerSessions(db, write);
    this.signals = new LedgerSignals(db, write);
    this.journal = new LedgerJournal(db, write, note);
    this.alerts = new LedgerAlerts(db, write, note);
    this.cloud = new LedgerCloud(db, write, note);
    this.cloudCommands = new LedgerCloudCommands(db, write);
  }

  /** @throws FairleadError STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE. */
  static open(folder: string): Ledger {
    mkdirSync(folder, { recursive: true });
    const { db, setAside } = openDatabase({
      file: join(folder, LEDGER_FILE),
      migrations: LEDGER_MIGRATIONS,
      synchronous: "FULL",
      pageSize: 4096,
      checkBelowBytes: 64 * 1024 * 1024,
    });
    // A checkpoint in the middle of an order would cost it several fsyncs: the log may grow to 64 MB, and is emptied at close.
    db.pragma("wal_autocheckpoint = 16384");
    try {
      return new Ledger(db, openedLog(join(folder, LOG_FILE)), setAside);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  close(): void {
    this.#log?.close();
    this.#db.close();
  }
}
