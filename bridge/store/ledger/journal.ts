import type { Database } from "better-sqlite3";
import type {
  EditWish,
  EquityMinute,
  ImportHead,
  ImportRow,
  JournalStore,
  KeptAccount,
  TradeEdit,
  TradeKey,
} from "#bridge/ports/journal-store.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import { type EditRow, JournalSql } from "./journal-sql.ts";
import type { LedgerWrite } from "./write.ts";

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);
const MOST_TAGS = 32;
const DROPPED_AT_ONCE = 2_000;

/** Tables whose names begin with `journal_`. */
export class LedgerJournal implements JournalStore {
  readonly #write: LedgerWrite;
  readonly #note: LedgerWrite;
  readonly #sql: JournalSql;

  /** @param write fsyncs; @param note leaves that to the next write: for what can be measured again. */
  constructor(db: Database, write: LedgerWrite, note: LedgerWrite) {
    this.#write = write;
    this.#note = note;
    this.#sql = new JournalSql(db);
    // An import that was cut off never counted; what it had written goes.
    for (const id of this.#sql.unfinished.all()) this.dropImport(id);
  }

  edit({ account, ticket }: TradeKey, wish: EditWish, atMs: UtcMs): TradeEdit {
    const sql = this.#sql;
    return this.#write(() => {
      const done = sql.editById.get(wish.id);
      if (done !== undefined) return editOf(done);
      const before = sql.latestEdit.get(account, signed(ticket));
      const now = before === undefined ? UNEDITED : editOf(before);
      const note = wish.note ?? now.note;
      const removed = new Set(wish.removeTags ?? []);
      const tags = [...new Set([...now.tags, ...(wish.addTags ?? [])])].filter((tag) => !removed.has(tag));
      const unseen = wish.note !== undefined && wish.basedOn !== now.revision;
      const overwrote = unseen && now.note !== "" && now.note !== note ? now.note : null;
      const revision = now.revision + 1;
      const kept = tags.slice(0, MOST_TAGS);
      sql.addEdit.run(wish.id, account, signed(ticket), revision, atMs, note, JSON.stringify(kept), overwrote);
      this.#index(account, signed(ticket), [note, ...kept].join(" "));
      return { revision, atMs, note, tags: kept, overwrote };
    });
  }

  edits({ account, ticket }: TradeKey): readonly TradeEdit[] {
    return this.#sql.edits.all(account, signed(ticket)).map(editOf);
  }

  setUpcoming(account: AccountId | null, session: string | null, tags: readonly string[]): void {
    const key = [account ?? "", session ?? ""] as const;
    this.#write(() =>
      tags.length === 0 ? this.#sql.dropUpcoming.run(...key) : this.#sql.setUpcoming.run(...key, JSON.stringify(tags)),
    );
  }

  upcoming(): ReturnType<JournalStore["upcoming"]> {
    return this.#sql.upcoming.all().map(({ account, session, tags }) => ({
      account: account === "" ? null : (account as AccountId),
      session: session === "" ? null : session,
      tags: JSON.parse(tags) as string[],
    }));
  }

  keepPicture({ account, ticket }: TradeKey, png: Uint8Array, atMs: UtcMs): void {
    this.#write(() => this.#sql.keepPicture.run(account, signed(ticket), png, atMs));
  }

  picture({ account, ticket }: TradeKey): Uint8Array | null {
    const png = this.#sql.picture.get(account, signed(ticket));
    return png === undefined ? null : new Uint8Array(png);
  }

  keepMeasure(
    { account, ticket }: TradeKey,
    content: string,
    drawn: Parameters<JournalStore["keepMeasure"]>[2] = null,
  ): void {
    this.#note(() => {
      this.#sql.keepMeasure.run(account, signed(ticket), content);
      if (drawn !== null) this.#sql.keepDrawn.run(account, signed(ticket), drawn.png, drawn.atMs);
    });
  }

  keepAccount(account: KeptAccount): void {
    this.#note(() => this.#sql.keepAccount.run({ ...account }));
  }

  addEquity(minutes: readonly EquityMinute[]): void {
    if (minutes.length === 0) return;
    this.#note(() => {
      for (const { account, minuteMs, low, high, last, balance } of minutes) {
        this.#sql.addEquity.run(account, minuteMs, low, high, last, balance);
      }
    });
  }

  beginImport(head: ImportHead): void {
    this.#write(() => this.#sql.beginImport.run({ ...head }));
  }

  addRows(importId: string, account: AccountId, rows: readonly ImportRow[]): void {
    // The last step of the import takes these along to the disk.
    this.#note(() => {
      for (const { ticket, revision, worked, content } of rows) {
        this.#sql.addRow.run(account, signed(ticket), revision, importId, worked ? 1 : 0, content);
      }
    });
  }

  keepPrinted(importId: string, figures: Readonly<Record<string, number>>): void {
    this.#note(() => {
      for (const [figure, value] of Object.entries(figures)) this.#sql.keepPrinted.run(importId, figure, value);
    });
  }

  endImport(importId: string): void {
    this.#write(() => this.#sql.endImport.run(importId));
  }

  dropImport(importId: string): boolean {
    return this.#write(() => {
      while (this.#sql.dropRows.run(importId, DROPPED_AT_ONCE).changes > 0);
      this.#sql.dropPrinted.run(importId);
      return this.#sql.dropImport.run(importId).changes > 0;
    });
  }

  imports(): readonly ImportHead[] {
    return this.#sql.imports.all() as unknown as readonly ImportHead[];
  }

  #index(account: string, ticket: bigint, words: string): void {
    const known = this.#sql.wordsOf.get(account, ticket);
    if (known !== undefined) this.#sql.dropWords.run(known);
    const seq = known ?? Number(this.#sql.addWordsOf.run(account, ticket).lastInsertRowid);
    if (words.trim() !== "") this.#sql.addWords.run(seq, words);
  }
}

const UNEDITED = { revision: 0, note: "", tags: [] as readonly string[] } as const;

const editOf = ({ tags, atMs, ...row }: EditRow): TradeEdit => ({
  ...row,
  atMs: atMs as UtcMs,
  tags: JSON.parse(tags) as string[],
});
