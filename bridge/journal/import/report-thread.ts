import { Worker } from "node:worker_threads";
import type { ImportRow } from "#bridge/ports/journal-store.ts";
import { errorOf } from "#bridge/store/worker/coded-error.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { ImportPreview } from "#shared/contract/journal-files.ts";
import type { ImportAsk, ImportWord, ImportWorkerData, PrintedEquity } from "./import-messages.ts";
import { tooLarge } from "./report-error.ts";

/** Beside this module both as a source and as a built file. */
const WORKER = new URL(`./import-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);
/** A report of the largest size needs some 600 MB; one that needs more ends its thread, not the bridge. */
const MEMORY_MB = 1_536;

export interface ReadOutcome {
  readonly preview: ImportPreview;
  readonly firstBalance: number | null;
  readonly rows: number;
  readonly equity: PrintedEquity;
}

/** A thread that reads one report and holds what it found until it is told to go. */
export class ReportThread {
  readonly #worker: Worker;
  readonly outcome: Promise<ReadOutcome>;
  #rows: ((rows: { readonly rows: readonly ImportRow[]; readonly left: number }) => void) | undefined;
  #failRows: ((error: Error) => void) | undefined;
  #looked: ((outcome: ReadOutcome) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(data: ImportWorkerData, progress: (share: number) => void) {
    this.#worker = new Worker(WORKER, {
      workerData: data,
      execArgv: [],
      transferList: [data.bytes.buffer as ArrayBuffer],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    this.outcome = new Promise<ReadOutcome>((resolve, reject) => {
      const fail = (error: Error): void => {
        reject(error);
        this.#failed?.(error);
        this.#failRows?.(error);
      };
      this.#worker.on("message", (word: ImportWord) => {
        if (word.kind === "progress") progress(word.share);
        else if (word.kind === "failed") fail(errorOf(word.error));
        else if (word.kind === "preview") {
          resolve(word);
          this.#looked?.(word);
        } else this.#rows?.(word);
      });
      this.#worker.on("error", (error: Error & { readonly code?: string }) =>
        fail(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooLarge("it needs too much memory") : error),
      );
      this.#worker.on("exit", () => fail(new FairleadError("CANCELLED", "The import was cancelled.")));
    });
    // Whoever waits hears of a failure; nobody may wait yet.
    this.outcome.catch(() => undefined);
  }

  /** What the import would do to another account than the report's own. */
  again(account: string): Promise<ReadOutcome> {
    const outcome = new Promise<ReadOutcome>((resolve, reject) => {
      this.#looked = resolve;
      this.#failed = reject;
      this.#worker.postMessage({ account } satisfies ImportAsk, []);
    });
    outcome.catch(() => undefined);
    return outcome;
  }

  /** The next rows to be written. */
  next(): Promise<{ readonly rows: readonly ImportRow[]; readonly left: number }> {
    return new Promise((resolve, reject) => {
      this.#rows = resolve;
      this.#failRows = reject;
      this.#worker.postMessage("next", []);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
