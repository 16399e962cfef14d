import type { ImportPreview, ImportProgress, KeptImport } from "#shared/contract/journal-files.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";
import { Cell } from "../../stores/cell.ts";

/** Bytes of one piece; the bridge takes at most 512 KB. */
const PIECE_BYTES = 256 * 1024;

export type ImportState =
  | { readonly step: "uploading" | "reading" | "saving"; readonly done: number; readonly total: number }
  | { readonly step: "ready"; readonly preview: ImportPreview }
  | { readonly step: "failed"; readonly error: unknown; readonly preview: ImportPreview | undefined }
  | { readonly step: "kept"; readonly kept: KeptImport };

/** What is read of a file; `File` is one. */
export interface ReportFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

type Journal = Pick<
  BridgeClient["journal"],
  "importBegin" | "importChunk" | "importPreview" | "importCommit" | "importCancel" | "importing"
>;

/** One report on its way into the journal: nothing is kept before `commit`. */
export class ImportRun {
  readonly name: string;
  readonly state: Cell<ImportState>;
  readonly #journal: Journal;
  readonly #file: ReportFile;
  readonly #importId: string;
  readonly #stream: { close(): void };
  #gone = false;

  constructor(journal: Journal, file: ReportFile, importId: string = crypto.randomUUID()) {
    this.name = file.name;
    this.state = new Cell<ImportState>({ step: "uploading", done: 0, total: file.size });
    this.#journal = journal;
    this.#file = file;
    this.#importId = importId;
    this.#stream = journal.importing.subscribe({}, { items: (batch) => batch.forEach((one) => this.#heard(one)) });
  }

  /** Hands the file over and asks what importing it would do. Never throws: `state` tells. */
  async read(): Promise<void> {
    const importId = this.#importId;
    const { name, size } = this.#file;
    try {
      await this.#journal.importBegin({ importId, name: name.slice(-255), bytes: size });
      for (let offset = 0; offset < size; offset += PIECE_BYTES) {
        const piece = await this.#file.slice(offset, Math.min(size, offset + PIECE_BYTES)).arrayBuffer();
        if (this.#gone) return;
        const { received } = await this.#journal.importChunk({ importId, offset, data: new Uint8Array(piece) });
        this.#put({ step: "uploading", done: received, total: size });
      }
      this.#put({ step: "reading", done: 0, total: size });
      this.#put({ step: "ready", preview: await this.#journal.importPreview({ importId }) });
    } catch (error) {
      this.#put({ step: "failed", error, preview: undefined });
    }
  }

  /** Asks what importing it would do to another account that it may be of. */
  async choose(accountId: AccountId): Promise<void> {
    try {
      const preview = await this.#journal.importPreview({ importId: this.#importId, accountId });
      this.#put({ step: "ready", preview });
    } catch (error) {
      this.#put({ step: "failed", error, preview: undefined });
    }
  }

  /** Keeps what the preview told. @param currency where the report names none */
  async commit(preview: ImportPreview, currency: string | undefined): Promise<void> {
    const importId = this.#importId;
    this.#put({ step: "saving", done: 0, total: preview.added + preview.changed });
    try {
      const kept = await this.#journal.importCommit({ importId, ...(currency === undefined ? {} : { currency }) });
      this.#put({ step: "kept", kept });
    } catch (error) {
      this.#put({ step: "failed", error, preview });
    }
  }

  /** Ends it; what was not committed is forgotten on the other side too. */
  close(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#stream.close();
    const { step } = this.state.get();
    if (step === "kept" || step === "saving") return;
    // A bridge that does not answer has forgotten it, or will after its own time.
    this.#journal.importCancel({ importId: this.#importId }).catch(() => undefined);
  }

  #heard({ importId, stage, done, total }: ImportProgress): void {
    const { step } = this.state.get();
    if (importId !== this.#importId || stage !== step) return;
    if (step === "reading" || step === "saving") this.#put({ step, done, total });
  }

  #put(state: ImportState): void {
    if (!this.#gone) this.state.set(state);
  }
}
