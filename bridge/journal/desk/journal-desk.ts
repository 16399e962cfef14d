import { FairleadError } from "#shared/contract/errors.ts";
import type { JournalAccount } from "#shared/contract/journal.ts";
import type { ExportRequest } from "#shared/contract/journal-files.ts";
import type { CalendarDay, Conversion, StatisticsView } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade, TradeDetail, TradeFilter, TradeSort } from "#shared/contract/journal-trade.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { daysOf } from "#shared/trading/statistics/days.ts";
import { type MadeFile, makeExport } from "../export/make-export.ts";
import { type PicturedTrade, tradePicture } from "../picture/trade-picture.ts";
import { converted } from "./converted.ts";
import { type CurrencyInput, currencyStatistics, dayView } from "./currency-statistics.ts";
import { EquityShelf } from "./equity-shelf.ts";
import type { Grouping } from "./grouping.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { Balances, Shelf, Stale } from "./shelf.ts";
import type { ShelfTrade } from "./shelf-trade.ts";
import { inputsOf } from "./statistics-input.ts";
import { testOf } from "./trade-filter.ts";
import { sorted } from "./trade-order.ts";
import { minorOf, tradeView } from "./trade-view.ts";

/** Chart pictures that a file takes along. */
const MOST_PICTURES = 500;

/** What there is to filter by. */
export interface JournalChoices {
  readonly symbols: string[];
  readonly sessions: { readonly sessionId: SessionId; readonly name: string }[];
}

/** What changes from moment to moment outside the ledger: the brokers' clocks. */
export interface DeskClock {
  readonly utcMs: number;
  /** Broker ms of accounts that are connected. */
  readonly broker: Readonly<Record<string, number>>;
}

/** A trade whose ticks have not been looked at. */
export interface Unmeasured {
  readonly account: AccountId;
  readonly ticket: bigint;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly lots: number;
  readonly openMs: number;
  readonly closeMs: number;
  readonly openPrice: number;
  readonly closePrice: number;
  readonly profit: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
}

/** Answers questions about closed trades. Lives in a thread of its own, beside a shelf that it keeps up to date. */
export class JournalDesk {
  readonly #shelf: Shelf;
  readonly #reader: LedgerReader;
  readonly #equity: EquityShelf;
  #clock: DeskClock = { utcMs: 0, broker: {} };

  constructor(shelf: Shelf, reader: LedgerReader) {
    this.#shelf = shelf;
    this.#reader = reader;
    this.#equity = new EquityShelf((account, fromMs) => reader.equity(account, fromMs));
  }

  /** Takes in what is new. @returns the number of trades. */
  refresh(stale: Stale, balances: Balances): number {
    this.#shelf.balances(balances);
    this.#shelf.refresh(stale);
    return this.#shelf.size;
  }

  /** All deals of an account that is in no file. */
  passing(account: AccountId, deals: readonly BrokerDeal[]): number {
    this.#shelf.passing(account, deals);
    return this.#shelf.size;
  }

  trades(
    filter: TradeFilter,
    sort: TradeSort,
    page: { readonly offset: number; readonly limit: number },
    clock: DeskClock,
  ): { readonly total: number; readonly trades: JournalTrade[] } {
    const all = sorted(this.found(filter, clock), sort);
    const { offset, limit } = page;
    return { total: all.length, trades: all.slice(offset, offset + limit).map((trade) => this.view(trade)) };
  }

  /** Every trade that fits, in no order. */
  found(filter: TradeFilter, clock: DeskClock): readonly ShelfTrade[] {
    const test = this.#test(filter, clock);
    return this.#shelf.books.flatMap(({ trades }) => trades.filter(test));
  }

  view(trade: ShelfTrade): JournalTrade {
    const { id } = trade;
    return tradeView(trade, {
      note: this.#shelf.note(id),
      measure: this.#shelf.measure(id),
      picture: this.#shelf.hasPicture(id),
    });
  }

  /** A trade's chart as a PNG; null where there is nothing to draw. */
  picture(bars: BarColumns, trade: PicturedTrade): { readonly png: Uint8Array | null } {
    return { png: tradePicture(bars, trade) };
  }

  trade(id: string): TradeDetail {
    const trade = this.#shelf.trade(id);
    if (trade === undefined) throw new FairleadError("NOT_FOUND", undefined, { trade: id });
    const { account, link } = trade;
    const revisions = this.#reader.revisions(account.id, trade.deals);
    return {
      trade: this.view(trade),
      deals: trade.deals.flatMap((ticket) => {
        const deal = this.#shelf.deal(account.id, ticket);
        return deal === undefined ? [] : [dealView(deal, account.digits, revisions.get(ticket) ?? 1)];
      }),
      rules: link === null ? [] : this.#rulesOf(link.session, link.number),
    };
  }

  statistics(
    filter: TradeFilter,
    groupBy: Grouping | undefined,
    convert: Conversion | undefined,
    clock: DeskClock,
  ): StatisticsView {
    const inputs = this.#inputs(filter, clock);
    const all = convert === undefined ? null : converted(inputs, convert);
    const times = inputs.flatMap(({ columns: { closeMs, count } }) => [
      ...closeMs.subarray(0, 1),
      ...closeMs.subarray(Math.max(0, count - 1)),
    ]);
    return {
      currencies: inputs.map((input) => currencyStatistics(input, groupBy)),
      converted: all && { statistics: currencyStatistics(all.input, groupBy), rates: all.rates },
      fromMs: times.length === 0 ? null : Math.min(...times),
      toMs: times.length === 0 ? null : Math.max(...times),
    };
  }

  days(filter: TradeFilter, clock: DeskClock): CalendarDay[] {
    return this.#inputs(filter, clock)
      .flatMap(({ columns, currency, digits }) =>
        daysOf(columns).map((day) => ({ ...dayView(day, digits), currency, digits })),
      )
      .toSorted((a, b) => (a.day === b.day ? (a.currency < b.currency ? -1 : 1) : a.day < b.day ? -1 : 1));
  }

  accounts(): JournalAccount[] {
    return this.#shelf.books
      .filter(({ trades }) => trades.length > 0)
      .map(({ account: { id, kind, title, currency, digits }, trades }) => ({
        accountId: id,
        kind,
        title,
        currency,
        digits,
        trades: trades.length,
        firstMs: trades[0]?.closeMs ?? null,
        lastMs: trades.at(-1)?.closeMs ?? null,
      }))
      .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
  }

  choices(): JournalChoices {
    const symbols = new Set<string>();
    const sessions = new Map<string, string>();
    for (const { trades } of this.#shelf.books) {
      for (const { symbol, link } of trades) {
        symbols.add(symbol);
        if (link !== null) sessions.set(link.session, link.name);
      }
    }
    return {
      symbols: [...symbols].toSorted(),
      sessions: [...sessions].map(([id, name]) => ({ sessionId: id as SessionId, name })),
    };
  }

  tags(): { readonly tag: string; readonly trades: number }[] {
    const worn = new Map<string, number>();
    for (const [id, { tags }] of this.#shelf.notes) {
      if (this.#shelf.trade(id) === undefined) continue;
      for (const tag of tags) worn.set(tag, (worn.get(tag) ?? 0) + 1);
    }
    return [...worn]
      .map(([tag, trades]) => ({ tag, trades }))
      .toSorted((a, b) => b.trades - a.trades || (a.tag < b.tag ? -1 : 1));
  }

  /** A file of the trades that fit, newest first unless told otherwise. */
  export(request: ExportRequest, clock: DeskClock): Promise<MadeFile> {
    const { filter, sort = { by: "closed", descending: true } } = request;
    const found = sorted(this.found(filter, clock), sort);
    const pictured = found.filter(({ id }) => this.#shelf.hasPicture(id)).slice(0, MOST_PICTURES);
    const pictures = new Map(
      pictured.map(({ id, account, ticket }) => [id, this.#reader.picture(account.id, ticket) ?? new Uint8Array()]),
    );
    const trades = found.map((trade) => this.view(trade));
    const statistics = this.statistics(filter, undefined, undefined, clock);
    return makeExport(request, { trades, statistics, pictures }, clock.utcMs);
  }

  has(id: string): boolean {
    return this.#shelf.trade(id) !== undefined;
  }

  /** The newest live trades without note, tag or mark: session and account of each, to put waiting tags on. */
  untagged(
    ids: readonly string[],
  ): readonly { readonly id: string; readonly account: AccountId; readonly session: string | null }[] {
    return ids.flatMap((id) => {
      const trade = this.#shelf.trade(id);
      if (trade === undefined || this.#shelf.note(id) !== undefined) return [];
      return [{ id, account: trade.account.id, session: trade.link?.session ?? null }];
    });
  }

  /** Trades of the broker's that nobody has measured, the newest first; not those of `except`, whose tickets come again. */
  unmeasured(limit: number, except: AccountId | null): readonly Unmeasured[] {
    const books = this.#shelf.books.filter(({ account }) => account.id !== except);
    const open = books.flatMap(({ trades }) =>
      trades.filter(
        ({ id, source, openMs }) => source === "live" && openMs !== null && this.#shelf.measure(id) === undefined,
      ),
    );
    return open
      .toSorted((a, b) => b.closeMs - a.closeMs)
      .slice(0, limit)
      .map(({ account, ticket, symbol, side, lots, openMs, closeMs, openPrice, closePrice, profit, ...levels }) => ({
        account: account.id,
        ticket,
        symbol,
        side,
        lots,
        openMs: openMs ?? closeMs,
        closeMs,
        openPrice: openPrice ?? closePrice,
        closePrice,
        profit,
        stopLoss: levels.stopLoss,
        takeProfit: levels.takeProfit,
      }));
  }

  #inputs(filter: TradeFilter, clock: DeskClock): readonly CurrencyInput[] {
    const test = Object.keys(filter).length === 0 ? null : this.#test(filter, clock);
    return inputsOf(this.#shelf.books, filter, test, {
      brokerNow: (account) => this.#brokerNow(account),
      equity: (account, span) => this.#equity.of(account as AccountId, span),
    });
  }

  #test(filter: TradeFilter, clock: DeskClock): (trade: ShelfTrade) => boolean {
    this.#clock = clock;
    return testOf(filter, {
      brokerNow: (account) => this.#brokerNow(account),
      note: (id) => this.#shelf.note(id),
      withWord: (word) => this.#reader.withWord(word),
    });
  }

  #brokerNow(account: string): number {
    return this.#clock.broker[account] ?? this.#clock.utcMs;
  }

  #rulesOf(session: string, number: number): TradeDetail["rules"] {
    return this.#reader.sessionEvents(session).flatMap(({ atMs, code, details }) => {
      const read = JSON.parse(details) as Record<string, string | number | boolean>;
      const of = read["trade"] ?? read["number"];
      return of === undefined || of === number ? [{ atMs, code, details: read }] : [];
    });
  }
}

function dealView(deal: BrokerDeal, digits: number, revisions: number): TradeDetail["deals"][number] {
  const { ticket, entry, kind, volume: lots, price, profit, swap, commission, fee, timeMs, comment } = deal;
  return {
    ticket: String(ticket),
    entry,
    kind,
    lots,
    price,
    profitMinor: minorOf(profit, digits),
    swapMinor: minorOf(swap, digits),
    costsMinor: minorOf(commission + fee, digits),
    timeMs,
    comment,
    revisions,
  };
}
