import type { AccountId, UtcMs } from "#shared/market/brands.ts";

/** A closed trade's key: the deal that closed it. */
export interface TradeKey {
  readonly account: AccountId;
  readonly ticket: bigint;
}

/** Note and tags of a trade at one time. */
export interface TradeEdit {
  readonly revision: number;
  readonly atMs: UtcMs;
  readonly note: string;
  readonly tags: readonly string[];
  /** A note that the writer had not seen and that this one took the place of. */
  readonly overwrote: string | null;
}

/** A wish to change note or tags. `id` makes it happen once. */
export interface EditWish {
  readonly id: string;
  /** Revision that the writer saw. */
  readonly basedOn: number;
  readonly note?: string | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** An import as it is begun. */
export interface ImportHead {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly account: AccountId;
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly firstBalance: number | null;
  readonly atMs: UtcMs;
  readonly added: number;
  readonly duplicates: number;
}

/** A deal of an import, its content as ledger JSON. */
export interface ImportRow {
  readonly ticket: bigint;
  readonly revision: number;
  readonly worked: boolean;
  readonly content: string;
}

/** Lowest, highest and last equity within a minute of broker time. */
export interface EquityMinute {
  readonly account: AccountId;
  readonly minuteMs: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
  readonly balance: number;
}

/** What a closed trade's money and title need of its account. */
export interface KeptAccount {
  readonly id: AccountId;
  readonly server: string;
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly tradeMode: string;
}

/** ledger.db as the journal writes it. Edits and finished imports have been fsynced when a call returns. */
export interface JournalStore {
  /** Adds an edit; the same id again returns what it became. */
  edit(key: TradeKey, wish: EditWish, atMs: UtcMs): TradeEdit;
  /** Every state of note and tags, newest first. */
  edits(key: TradeKey): readonly TradeEdit[];
  /** An empty list takes tags back. */
  setUpcoming(account: AccountId | null, session: string | null, tags: readonly string[]): void;
  upcoming(): readonly {
    readonly account: AccountId | null;
    readonly session: string | null;
    readonly tags: readonly string[];
  }[];
  keepPicture(key: TradeKey, png: Uint8Array, atMs: UtcMs): void;
  picture(key: TradeKey): Uint8Array | null;
  /** With the picture that was drawn of the trade, unless there is one by now. Neither waits for the disk. */
  keepMeasure(key: TradeKey, content: string, drawn?: { readonly png: Uint8Array; readonly atMs: UtcMs } | null): void;
  /** Remembers an account that the ledger may know of no other way. */
  keepAccount(account: KeptAccount): void;
  addEquity(minutes: readonly EquityMinute[]): void;
  beginImport(head: ImportHead): void;
  /** Figures that its report prints of what only its maker knew; they count with its rows. */
  keepPrinted(importId: string, figures: Readonly<Record<string, number>>): void;
  addRows(importId: string, account: AccountId, rows: readonly ImportRow[]): void;
  /** From now on its rows count. */
  endImport(importId: string): void;
  /** Takes an import and its rows back, finished or not; false: there is none. */
  dropImport(importId: string): boolean;
  imports(): readonly ImportHead[];
}
