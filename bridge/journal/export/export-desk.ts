import { randomUUID } from "node:crypto";
import type { Clock } from "#bridge/ports/clock.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { type ExportReady, FILE_CHUNK_BYTES } from "#shared/contract/journal-files.ts";
import type { MadeFile } from "./make-export.ts";

const MOST_AT_ONCE = 8;
const KEPT_MS = 10 * 60_000;

/** Holds made files until windows have fetched them, or for ten minutes. */
export class ExportDesk {
  readonly #clock: Clock;
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly forget: () => void }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  keep({ name, mediaType, bytes }: MadeFile): ExportReady {
    // The oldest one goes: whoever wanted it has long had the time.
    const oldest = this.#files.keys().next().value;
    if (this.#files.size >= MOST_AT_ONCE && oldest !== undefined) this.#drop(oldest);
    const exportId = randomUUID();
    this.#files.set(exportId, { bytes, forget: this.#clock.after(KEPT_MS, () => this.#drop(exportId)) });
    return { exportId, name, mediaType, bytes: bytes.length };
  }

  chunk(exportId: string, offset: number): { readonly data: Uint8Array; readonly done: boolean } {
    const file = this.#files.get(exportId);
    if (file === undefined) throw new FairleadError("NOT_FOUND", "This file is gone: export again.");
    const end = Math.min(file.bytes.length, offset + FILE_CHUNK_BYTES);
    // A view of all of it would send all of it.
    return { data: file.bytes.slice(offset, end), done: end >= file.bytes.length };
  }

  stop(): void {
    for (const id of Array.from(this.#files.keys())) this.#drop(id);
  }

  #drop(exportId: string): void {
    this.#files.get(exportId)?.forget();
    this.#files.delete(exportId);
  }
}
