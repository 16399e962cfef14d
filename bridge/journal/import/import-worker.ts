import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { codedStoreError } from "#bridge/store/sqlite-error.ts";
import { codedOf } from "#bridge/store/worker/coded-error.ts";
import { type ImportAsk, type ImportWord, type ImportWorkerData, ROWS_AT_ONCE } from "./import-messages.ts";
import { previewOf } from "./preview.ts";
import { readReport } from "./read-report.ts";

/** Reads one report, says what it would change, hands out its rows as they are asked for, and ends. */
async function serve(port: MessagePort, { profile, importId, name, bytes }: ImportWorkerData): Promise<void> {
  const tell = (word: ImportWord): void => port.postMessage(word);
  const file = join(profile, "ledger.db");
  try {
    let told = 0;
    const report = await readReport(bytes, (share) => {
      if (share - told < 0.02) return;
      told = share;
      tell({ kind: "progress", share });
    });
    const db = new Sqlite(file, { readonly: true, fileMustExist: true });
    const { preview, changes } = previewOf(db, report, { importId, name });
    db.close();
    const equity = Object.fromEntries(
      report.printed.filter(({ id }) => id.startsWith("equityDrawdown")).map(({ id, value }) => [id, value]),
    );
    tell({ kind: "preview", preview, firstBalance: report.firstBalance, rows: changes.rows.length, equity });
    let at = 0;
    port.on("message", (_ask: ImportAsk) => {
      const rows = changes.rows.slice(at, at + ROWS_AT_ONCE);
      at += rows.length;
      tell({ kind: "rows", rows, left: changes.rows.length - at });
    });
  } catch (error) {
    tell({ kind: "failed", error: codedOf(codedStoreError(error, file)) });
  }
}

if (parentPort === null) throw new Error("import-worker runs as a worker thread");
await serve(parentPort, workerData as ImportWorkerData);
