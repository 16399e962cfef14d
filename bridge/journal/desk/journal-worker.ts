import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { codedStoreError } from "#bridge/store/sqlite-error.ts";
import { codedOf } from "#bridge/store/worker/coded-error.ts";
import type { DeskReady } from "#bridge/store/worker/desk-messages.ts";
import { serveDesk } from "#bridge/store/worker/serve-desk.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { JournalDesk } from "./journal-desk.ts";
import { LedgerReader } from "./ledger-reader.ts";
import { Shelf } from "./shelf.ts";

/** What the thread is started with: the profile folder. */
export interface JournalWorkerData {
  readonly profile: string;
}

/** Reads all trades once, then answers. The ledger is written by the bridge's own thread alone. */
function open(port: MessagePort, { profile }: JournalWorkerData): void {
  const file = join(profile, "ledger.db");
  try {
    const reader = new LedgerReader(new Sqlite(file, { readonly: true, fileMustExist: true }));
    const desk = new JournalDesk(new Shelf(reader), reader);
    const coded = (error: unknown): FairleadError =>
      error instanceof FairleadError ? error : codedStoreError(error, file);
    serveDesk(port, desk, { setAside: undefined, coded });
  } catch (error) {
    const failed: DeskReady = { ready: false, error: codedOf(codedStoreError(error, file)) };
    port.postMessage(failed);
  }
}

if (parentPort === null) throw new Error("journal-worker runs as a worker thread");
const port = parentPort;
port.once("message", (word: "open" | "stop") => {
  if (word === "open") open(port, workerData as JournalWorkerData);
});
