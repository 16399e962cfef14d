import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import { AccountBook } from "./account-book.ts";
import type { AccountDeals } from "./account-deals.ts";
import type { ImportedAccount, KnownAccount, LedgerReader } from "./ledger-reader.ts";
import { SessionLinks } from "./session-links.ts";
import {
  type Measure,
  type ShelfAccount,
  type ShelfBook,
  type ShelfNote,
  type ShelfTrade,
  tradeKeyOf,
} from "./shelf-trade.ts";

/** What a deal does to the balance; credit is none of it. */
const balanceMove = ({ kind, profit, swap, commission, fee }: BrokerDeal): number =>
  kind === "credit" ? 0 : profit + swap + commission + fee;

/** What has to be read again besides new deals, notes, pictures and sessions, which are always looked for. */
export interface Stale {
  readonly imports?: boolean;
  /** Trades that have been measured. */
  readonly measured?: readonly string[];
}

/** Balances that terminals tell now, by account. */
export type Balances = Readonly<Record<string, number>>;

interface Held {
  readonly book: AccountBook;
  settled: ShelfBook | undefined;
}

/**
 * All closed trades in memory, put together from the broker's deals and those of imports; a live deal stands over an imported
 * one. What is new is read on from where it was.
 */
export class Shelf {
  readonly #reader: LedgerReader;
  readonly #accounts = new Map<AccountId, Held>();
  readonly #links: SessionLinks;
  readonly #notes = new Map<string, ShelfNote>();
  readonly #measures: Map<string, Measure>;
  readonly #pictures = new Set<string>();
  #deal = 0n;
  #edit = 0n;
  #picture = 0n;
  #balances: Balances = {};

  constructor(reader: LedgerReader) {
    this.#reader = reader;
    this.#links = new SessionLinks(reader);
    this.#measures = new Map(reader.measures());
    this.refresh({ imports: true });
  }

  /** By account: figures over several must not depend on which of them was heard of first. */
  get books(): readonly ShelfBook[] {
    return Array.from(this.#accounts.values(), ({ settled }) => settled)
      .filter((book) => book !== undefined)
      .toSorted((a, b) => (a.account.id < b.account.id ? -1 : 1));
  }

  get size(): number {
    return this.books.reduce((sum, { trades }) => sum + trades.length, 0);
  }

  trade(id: string): ShelfTrade | undefined {
    const key = tradeKeyOf(id);
    return key === null ? undefined : this.#accounts.get(key.account)?.book.trade(key.ticket);
  }

  deal(account: AccountId, ticket: bigint): BrokerDeal | undefined {
    return this.#accounts.get(account)?.book.deals.get(ticket);
  }

  note(id: string): ShelfNote | undefined {
    return this.#notes.get(id);
  }

  measure(id: string): Measure | undefined {
    return this.#measures.get(id);
  }

  hasPicture(id: string): boolean {
    return this.#pictures.has(id);
  }

  get notes(): ReadonlyMap<string, ShelfNote> {
    return this.#notes;
  }

  balances(now: Balances): void {
    this.#balances = now;
  }

  /** Deals that are in no file: a replay's. */
  passing(account: AccountId, deals: readonly BrokerDeal[]): void {
    this.#dealsOf(account).tellAll(deals);
    this.#settle();
  }

  /** Takes in what is new, and reads again what is named. */
  refresh({ imports, measured }: Stale): void {
    for (const { seq, account, deal } of this.#reader.deals(this.#deal)) {
      this.#deal = seq;
      this.#dealsOf(account).tell(deal);
    }
    if (imports === true) this.#readImports();
    for (const key of this.#links.refresh()) {
      const of = tradeKeyOf(key);
      if (of !== null) this.#accounts.get(of.account)?.book.deals.touch(of.ticket);
    }
    for (const { seq, id, note } of this.#reader.notes(this.#edit)) {
      this.#edit = seq;
      this.#notes.set(id, note);
    }
    for (const { seq, id } of this.#reader.pictures(this.#picture)) {
      this.#picture = seq;
      this.#pictures.add(id);
    }
    for (const id of measured ?? []) {
      const key = tradeKeyOf(id);
      const measure = key === null ? undefined : this.#reader.measure(key.account, key.ticket);
      if (measure !== undefined) this.#measures.set(id, measure);
    }
    this.#settle();
  }

  #readImports(): void {
    const byAccount = new Map<AccountId, { deals: Map<bigint, BrokerDeal>; worked: Set<bigint> }>();
    for (const { account, worked, deal } of this.#reader.imported()) {
      const of = byAccount.get(account) ?? { deals: new Map<bigint, BrokerDeal>(), worked: new Set<bigint>() };
      byAccount.set(account, of);
      of.deals.set(deal.ticket, deal);
      if (worked) of.worked.add(deal.ticket);
      else of.worked.delete(deal.ticket);
    }
    for (const account of new Set([...byAccount.keys(), ...this.#accounts.keys()])) {
      const { deals, worked } = byAccount.get(account) ?? { deals: new Map(), worked: new Set<bigint>() };
      this.#dealsOf(account).import(deals, worked);
    }
  }

  #dealsOf(account: AccountId): AccountDeals {
    let held = this.#accounts.get(account);
    if (held === undefined) {
      held = { book: new AccountBook(account, this.#reader), settled: undefined };
      this.#accounts.set(account, held);
    }
    return held.book.deals;
  }

  #settle(): void {
    const known = this.#reader.accounts();
    const reports = this.#reader.importedAccounts();
    for (const [id, held] of this.#accounts) {
      const { deals } = held.book;
      if (deals.size === 0) this.#accounts.delete(id);
      else {
        const terminal = known.find((one) => one.id === id);
        held.settled = held.book.settle(this.#account(id, terminal, reports, deals), this.#links.all);
      }
    }
  }

  #account(
    id: AccountId,
    terminal: KnownAccount | undefined,
    reports: readonly ImportedAccount[],
    deals: AccountDeals,
  ): ShelfAccount {
    const report = reports.find(({ account }) => account === id);
    const now = this.#balances[id];
    // A history that begins with a deposit begins at 0; one that does not begins where today's balance says.
    const begins = deals.opening?.kind === "balance" ? 0 : (report?.firstBalance ?? null);
    if (terminal !== undefined) {
      const { server, title, currency, digits, tradeMode } = terminal;
      const kind = server.startsWith("Fairlead-") ? "paper" : tradeMode === "real" ? "live" : "demo";
      const firstBalance = begins ?? (now === undefined ? null : now - sumOf(moves(deals)));
      return { id, kind, title: title === "" ? id : title, currency, digits, firstBalance };
    }
    const { title = id, currency = "", digits = 2 } = report ?? {};
    return {
      id,
      kind: report?.kind.endsWith("Tester") === true ? "tester" : "report",
      title,
      currency,
      digits,
      firstBalance: report?.firstBalance ?? begins,
      printedEquity: this.#reader.printedEquity().get(id),
    };
  }
}

function* moves(deals: AccountDeals): Iterable<number> {
  for (const deal of deals.all()) yield balanceMove(deal);
}
