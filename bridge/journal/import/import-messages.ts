import type { ImportRow } from "#bridge/ports/journal-store.ts";
import type { CodedError } from "#bridge/store/worker/coded-error.ts";
import type { ImportPreview } from "#shared/contract/journal-files.ts";

/** What the thread that reads one report is started with. */
export interface ImportWorkerData {
  readonly profile: string;
  readonly importId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Equity drawdowns that the report prints, by figure: money, or percent. */
export type PrintedEquity = Readonly<Record<string, number>>;

/** What it tells: how far it is, what it has found, or why it could not. */
export type ImportWord =
  | { readonly kind: "progress"; readonly share: number }
  | {
      readonly kind: "preview";
      readonly preview: ImportPreview;
      readonly firstBalance: number | null;
      readonly rows: number;
      readonly equity: PrintedEquity;
    }
  | { readonly kind: "rows"; readonly rows: readonly ImportRow[]; readonly left: number }
  | { readonly kind: "failed"; readonly error: CodedError };

/**
 * What it is asked: the next rows, a few at a time, so that their writing holds nobody up; or what the import would do to
 * another account than the report's own.
 */
export type ImportAsk = "next" | { readonly account: string };
export const ROWS_AT_ONCE = 400;
