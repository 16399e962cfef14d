import type { Clock } from "#bridge/ports/clock.ts";
import type { JournalStore } from "#bridge/ports/journal-store.ts";
import { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { ImportPreview, ImportProgress, KeptImport } from "#shared/contract/journal-files.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { PrintedEquity } from "./import-messages.ts";
import { ReportThread } from "./report-thread.ts";

const MOST_AT_ONCE = 4;
/** An import that nobody touches for so long is forgotten. */
const IDLE_MS = 15 * 60_000;
/** Ended ones stay on the progress list this long. */
const SHOWN_MS = 60_000;

interface Upload {
  readonly name: string;
  bytes: Uint8Array | null;
  readonly size: number;
  received: number;
  thread: ReportThread | null;
  /** What was found, for the account that was chosen last. */
  outcome: ReportThread["outcome"] | null;
  saving: boolean;
  forget: () => void;
}

export interface ImportPorts {
  readonly store: JournalStore;
  readonly profile: string;
  readonly clock: Clock;
  /** Imports have changed. */
  readonly changed: () => void;
}

/** Takes report files in pieces, has each read in a thread of its own, and keeps what the user confirms. */
export class ImportDesk {
  readonly progress = topicOf(contract.journal.importing, 32);
  readonly #ports: ImportPorts;
  readonly #uploads = new Map<string, Upload>();

  constructor(ports: ImportPorts) {
    this.#ports = ports;
  }

  begin(importId: string, name: string, size: number): void {
    if (this.#uploads.has(importId)) return;
    if (this.#uploads.size >= MOST_AT_ONCE)
      throw new FairleadError("OVERLOADED", "Finish or cancel another import first.");
    const upload: Upload = {
      name,
      bytes: new Uint8Array(size),
      size,
      received: 0,
      thread: null,
      outcome: null,
      saving: false,
      forget: () => undefined,
    };
    this.#uploads.set(importId, upload);
    this.#touch(importId, upload);
    this.#tell(importId, upload, "uploading", 0, size);
  }

  chunk(importId: string, offset: number, data: Uint8Array): number {
    const upload = this.#upload(importId);
    const { bytes, received, size } = upload;
    // A piece that comes again after its answer was lost changes nothing.
    if (offset + data.length <= received) return received;
    if (bytes === null || offset !== received || received + data.length > size) {
      throw new FairleadError("BAD_REQUEST", `The next piece begins at byte ${received}.`, { received });
    }
    bytes.set(data, offset);
    upload.received += data.length;
    this.#touch(importId, upload);
    this.#tell(importId, upload, "uploading", upload.received, size);
    return upload.received;
  }

  /**
   * Reads the file; the same import again answers the same.
   * @param account one of the accounts that the first answer named: from now on the import is for it
   */
  async preview(importId: string, account?: AccountId): Promise<ImportPreview> {
    const upload = this.#upload(importId);
    if (upload.received < upload.size) {
      throw new FairleadError("BAD_REQUEST", "Not all of the file has arrived.", { received: upload.received });
    }
    this.#touch(importId, upload);
    const thread = upload.thread ?? this.#read(importId, upload);
    upload.thread = thread;
    upload.outcome ??= thread.outcome;
    const { preview } = await this.#found(importId, upload, upload.outcome);
    if (account === undefined || account === preview.accountId) return preview;
    if (upload.saving) throw new FairleadError("OVERLOADED", "This import is being kept already.");
    if (!preview.accounts.some(({ accountId }) => accountId === account)) {
      throw new FairleadError("BAD_REQUEST", `The report is not one of ${account}.`);
    }
    upload.outcome = thread.again(account);
    return (await this.#found(importId, upload, upload.outcome)).preview;
  }

  /** Keeps what the preview told. Until the last row is written nothing of it counts. */
  async commit(importId: string, currency: string | undefined): Promise<KeptImport> {
    const kept = this.#ports.store.imports().find(({ id }) => id === importId);
    if (kept !== undefined) return keptView(kept);
    await this.preview(importId);
    const upload = this.#upload(importId);
    const { thread, outcome } = upload;
    if (thread === null || outcome === null || upload.saving)
      throw new FairleadError("OVERLOADED", "This import is being kept already.");
    const { preview, firstBalance, rows, equity } = await outcome;
    const used = preview.currency === "" ? currency : preview.currency;
    if (used === undefined) throw new FairleadError("REPORT_NEEDS_CURRENCY");
    const { kind, accountId: account, title, digits, added, changed, duplicates } = preview;
    const atMs = this.#ports.clock.utcMs();
    const head = {
      id: importId,
      name: upload.name,
      kind,
      account,
      title,
      currency: used,
      digits,
      firstBalance,
      atMs,
      added: added + changed,
      duplicates,
    };
    upload.saving = true;
    // What changes nothing leaves no trace.
    if (rows > 0) await this.#save(importId, upload, thread, head, { rows, equity });
    this.#tell(importId, upload, "done", rows, rows);
    this.#end(importId, upload);
    this.#ports.changed();
    return keptView(head);
  }

  cancel(importId: string): void {
    const upload = this.#uploads.get(importId);
    if (upload === undefined || upload.saving) return;
    this.#tell(importId, upload, "cancelled", 0, upload.size);
    this.#end(importId, upload);
  }

  remove(importId: string): void {
    if (!this.#ports.store.dropImport(importId)) throw new FairleadError("NOT_FOUND");
    this.#ports.changed();
  }

  kept(): KeptImport[] {
    return this.#ports.store.imports().map(keptView);
  }

  async stop(): Promise<void> {
    const threads = [...this.#uploads.values()].flatMap(({ thread }) => (thread === null ? [] : [thread.end()]));
    for (const { forget } of this.#uploads.values()) forget();
    this.#uploads.clear();
    await Promise.all(threads);
  }

  async #save(
    importId: string,
    upload: Upload,
    thread: ReportThread,
    head: Parameters<JournalStore["beginImport"]>[0],
    { rows, equity }: { readonly rows: number; readonly equity: PrintedEquity },
  ): Promise<void> {
    const { store } = this.#ports;
    try {
      store.beginImport(head);
      store.keepPrinted(importId, equity);
      for (let left = rows; left > 0; ) {
        const part = await thread.next();
        store.addRows(importId, head.account, part.rows);
        ({ left } = part);
        this.#tell(importId, upload, "saving", rows - left, rows);
      }
      store.endImport(importId);
    } catch (error) {
      store.dropImport(importId);
      throw this.#failed(importId, upload, error);
    }
  }

  async #found(importId: string, upload: Upload, outcome: ReportThread["outcome"]): ReportThread["outcome"] {
    try {
      const found = await outcome;
      if (!upload.saving) this.#tell(importId, upload, "ready", upload.size, upload.size);
      return found;
    } catch (error) {
      throw this.#failed(importId, upload, error);
    }
  }

  #read(importId: string, upload: Upload): ReportThread {
    const { name, bytes, size } = upload;
    upload.bytes = null;
    const data = { profile: this.#ports.profile, importId, name, bytes: bytes ?? new Uint8Array() };
    return new ReportThread(data, (share) => this.#tell(importId, upload, "reading", Math.round(share * size), size));
  }

  #upload(importId: string): Upload {
    const upload = this.#uploads.get(importId);
    if (upload === undefined) throw new FairleadError("NOT_FOUND", "This import is over: choose the file again.");
    return upload;
  }

  #failed(importId: string, upload: Upload, error: unknown): FairleadError {
    const fault =
      error instanceof FairleadError
        ? error
        : new FairleadError(
            "REPORT_UNREADABLE",
            `The report could not be read: ${error instanceof Error ? error.message : "no reason given"}.`,
          );
    const { code, message } = fault;
    this.#tell(importId, upload, "failed", 0, upload.size, { code, message: message.slice(0, 1_000) });
    this.#end(importId, upload);
    return fault;
  }

  #touch(importId: string, upload: Upload): void {
    upload.forget();
    upload.forget = this.#ports.clock.after(IDLE_MS, () => this.cancel(importId));
  }

  #end(importId: string, upload: Upload): void {
    upload.forget();
    if (this.#uploads.get(importId) === upload) this.#uploads.delete(importId);
    void upload.thread?.end();
    this.#ports.clock.after(SHOWN_MS, () => this.progress.delete(importId));
  }

  #tell(
    importId: string,
    { name }: Upload,
    stage: ImportProgress["stage"],
    done: number,
    total: number,
    error: ImportProgress["error"] = null,
  ): void {
    this.progress.set({ importId, name, stage, done, total, error });
  }
}

const keptView = ({
  id,
  name,
  kind,
  account,
  atMs,
  added,
  duplicates,
}: ReturnType<JournalStore["imports"]>[number]): KeptImport => ({
  importId: id,
  name,
  kind: kind as KeptImport["kind"],
  accountId: account,
  atMs,
  added,
  duplicates,
});
