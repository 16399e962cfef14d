import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import type { ImportedAccount, LedgerReader } from "./ledger-reader.ts";
import type { Measure, SessionLink, ShelfAccount, ShelfBook, ShelfNote, ShelfTrade } from "./shelf-trade.ts";
import { shelve } from "./shelve.ts";

/** What a deal does to the balance; credit is none of it. */
export const balanceMove = ({ kind, profit, swap, commission, fee }: BrokerDeal): number =>
  kind === "credit" ? 0 : profit + swap + commission + fee;

/** What has to be read again. */
export interface Stale {
  readonly imports?: boolean;
  readonly notes?: boolean;
  readonly measures?: boolean;
  readonly sessions?: boolean;
}

/** Balances that terminals tell now, by account. */
export type Balances = Readonly<Record<string, number>>;

/** All closed trades in memory, put together from the broker's deals and those of imports; a live deal stands over an imported one. */
export class Shelf {
  readonly #reader: LedgerReader;
  readonly #live = new Map<AccountId, Map<bigint, BrokerDeal>>();
  #imported = new Map<AccountId, Map<bigint, BrokerDeal>>();
  #worked = new Set<string>();
  #seq = 0n;
  #links: ReadonlyMap<string, SessionLink> = new Map();
  #notes: ReadonlyMap<string, ShelfNote> = new Map();
  #measures: ReadonlyMap<string, Measure> = new Map();
  #pictures: ReadonlySet<string> = new Set();
  #books = new Map<AccountId, ShelfBook>();
  #byId = new Map<string, ShelfTrade>();
  #balances: Balances = {};

  constructor(reader: LedgerReader) {
    this.#reader = reader;
    this.refresh({ imports: true, notes: true, measures: true, sessions: true });
  }

  get books(): readonly ShelfBook[] {
    return [...this.#books.values()];
  }

  get size(): number {
    return this.#byId.size;
  }

  trade(id: string): ShelfTrade | undefined {
    return this.#byId.get(id);
  }

  deal(account: AccountId, ticket: bigint): BrokerDeal | undefined {
    return this.#live.get(account)?.get(ticket) ?? this.#imported.get(account)?.get(ticket);
  }

  knows(account: AccountId): boolean {
    return this.#live.has(account) || this.#imported.has(account);
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
    this.#live.set(account, new Map(deals.map((deal) => [deal.ticket, deal])));
    this.#rebuild(new Set([account]));
  }

  /** Takes in what is new, and reads again what is named. */
  refresh({ imports, notes, measures, sessions }: Stale): void {
    const touched = new Set<AccountId>();
    for (const { seq, account, deal } of this.#reader.deals(this.#seq)) {
      this.#seq = seq;
      const known = this.#live.get(account) ?? new Map<bigint, BrokerDeal>();
      this.#live.set(account, known.set(deal.ticket, deal));
      touched.add(account);
    }
    if (imports === true) {
      for (const account of this.#imported.keys()) touched.add(account);
      this.#readImports();
      for (const account of this.#imported.keys()) touched.add(account);
    }
    if (sessions === true || touched.size > 0) {
      this.#links = this.#reader.sessionLinks();
      if (sessions === true) for (const account of this.#live.keys()) touched.add(account);
    }
    if (notes === true) {
      this.#notes = this.#reader.notes();
      this.#pictures = this.#reader.pictures();
    }
    if (measures === true) this.#measures = this.#reader.measures();
    this.#rebuild(touched);
  }

  #readImports(): void {
    this.#imported = new Map();
    this.#worked = new Set();
    for (const { account, worked, deal } of this.#reader.imported()) {
      const known = this.#imported.get(account) ?? new Map<bigint, BrokerDeal>();
      this.#imported.set(account, known.set(deal.ticket, deal));
      if (worked) this.#worked.add(`${account}#${deal.ticket}`);
    }
  }

  #rebuild(touched: ReadonlySet<AccountId>): void {
    if (touched.size === 0) return;
    const known = this.#reader.accounts();
    const reports = this.#reader.importedAccounts();
    for (const id of touched) {
      const live = this.#live.get(id) ?? new Map<bigint, BrokerDeal>();
      const read = this.#imported.get(id) ?? new Map<bigint, BrokerDeal>();
      const deals = new Map([...read, ...live]);
      if (deals.size === 0) {
        this.#books.delete(id);
        continue;
      }
      const account = this.#account(
        id,
        known.find((one) => one.id === id),
        reports,
        [...deals.values()],
      );
      const imported = new Set([...read.keys()].filter((ticket) => !live.has(ticket)));
      const worked = new Set([...imported].filter((ticket) => this.#worked.has(`${id}#${ticket}`)));
      const book = tradesOf(deals.values());
      this.#books.set(id, shelve({ account, book, imported, worked, deals, links: this.#links }, this.#reader));
    }
    this.#byId = new Map(this.books.flatMap(({ trades }) => trades.map((trade) => [trade.id, trade])));
  }

  #account(
    id: AccountId,
    terminal: ReturnType<LedgerReader["accounts"]>[number] | undefined,
    reports: readonly ImportedAccount[],
    deals: readonly BrokerDeal[],
  ): ShelfAccount {
    const report = reports.find(({ account }) => account === id);
    const now = this.#balances[id];
    const opening = deals.reduce<BrokerDeal | null>(
      (first, deal) => (first === null || deal.timeMs < first.timeMs ? deal : first),
      null,
    );
    // A history that begins with a deposit begins at 0; one that does not begins where today's balance says.
    const begins = opening?.kind === "balance" ? 0 : (report?.firstBalance ?? null);
    const firstBalance = begins ?? (now === undefined ? null : now - sumOf(deals.map(balanceMove)));
    if (terminal !== undefined) {
      const { server, title, currency, digits, tradeMode } = terminal;
      const kind = server.startsWith("Fairlead-") ? "paper" : tradeMode === "real" ? "live" : "demo";
      return { id, kind, title: title === "" ? id : title, currency, digits, firstBalance };
    }
    const { title = id, currency = "", digits = 2 } = report ?? {};
    const kind = report?.kind.endsWith("Tester") === true ? "tester" : "report";
    return {
      id,
      kind,
      title,
      currency,
      digits,
      firstBalance: report?.firstBalance ?? begins,
      printedEquity: this.#reader.printedEquity().get(id),
    };
  }
}
