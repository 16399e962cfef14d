import { join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import type { ImportRow } from "#bridge/ports/journal-store.ts";
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
    const equity = Object.fromEntries(
      report.printed.filter(({ id }) => id.startsWith("equityDrawdown")).map(({ id, value }) => [id, value]),
    );
    let [rows, at]: [readonly ImportRow[], number] = [[], 0];
    const look = (account: string): void => {
      const db = new Sqlite(file, { readonly: true, fileMustExist: true });
      try {
        const { preview, changes } = previewOf(db, report, { importId, name }, account);
        [rows, at] = [changes.rows, 0];
        tell({ kind: "preview", preview, firstBalance: report.firstBalance, rows: rows.length, equity });
      } finally {
        db.close();
      }
    };
    look(report.account);
    port.on("message", (ask: ImportAsk) => {
      try {
        if (ask !== "next") return look(ask.account);
        const part = rows.slice(at, at + ROWS_AT_ONCE);
        at += part.length;
        tell({ kind: "rows", rows: part, left: rows.length - at });
      } catch (error) {
        tell({ kind: "failed", error: codedOf(codedStoreError(error, file)) });
      }
    });
  } catch (error) {
    tell({ kind: "failed", error: codedOf(codedStoreError(error, file)) });
  }
}

if (parentPort === null) throw new Error("import-worker runs as a worker thread");
await serve(parentPort, workerData as ImportWorkerData);
