import type { AccountId } from "#shared/market/brands.ts";
import type { OpenCost } from "#shared/trading/trades/closed-trade.ts";
import { byClose, byTime, cashOf, positionTrades } from "#shared/trading/trades/trades-of.ts";
import { AccountDeals } from "./account-deals.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import type { AccountFace, SessionLink, ShelfAccount, ShelfBook, ShelfTrade } from "./shelf-trade.ts";
import { intentsOf, shelved } from "./shelve.ts";
import { type ChangedSymbols, SymbolTerms } from "./symbol-terms.ts";
import { restsOnTickValue } from "./worth.ts";

type Terms = Pick<LedgerReader, "instrument" | "intent">;

const EMPTY = { trades: [], openCosts: [], cash: [] } as const;

/**
 * What one account's deals come to, kept up to date position by position: a deal that comes, or is told anew, costs what its
 * own position costs. The book is always the one that all deals give when they are read from the first one on.
 */
export class AccountBook {
  readonly deals = new AccountDeals();
  readonly #reader: Terms;
  readonly #terms: SymbolTerms;
  readonly #closed = new Map<bigint, readonly ShelfTrade[]>();
  /** What entries of open positions have cost. */
  readonly #open = new Map<bigint, readonly OpenCost[]>();
  readonly #byTicket = new Map<bigint, ShelfTrade>();
  #face: AccountFace | undefined;
  #book: ShelfBook | undefined;

  constructor(id: AccountId, reader: Terms) {
    this.#reader = reader;
    this.#terms = new SymbolTerms(id, reader);
  }

  trade(ticket: bigint): ShelfTrade | undefined {
    return this.#byTicket.get(ticket);
  }

  /**
   * Takes in what has changed.
   * @param links sessions' parts in trades, by `account#ticket`
   * @returns the same object as before when nothing has
   */
  settle(account: ShelfAccount, links: ReadonlyMap<string, SessionLink>): ShelfBook {
    const { positions, cash, tookAway } = this.deals.takeChanges();
    const symbols = this.#terms.refresh(this.deals, positions, tookAway);
    const face = this.#wear(account);
    const reread = new Set([...positions, ...this.#affected(symbols, face.isNew)]);
    const before = this.#book ?? { account, ...EMPTY };
    const { trades, openCosts } = this.#read(reread, face.face, links, before);
    const flows = cash ? Array.from(this.deals.cash, cashOf).toSorted(byTime) : before.cash;
    const isSame = isSameAccount(before.account, account);
    if (this.#book !== undefined && isSame && trades === before.trades && openCosts === before.openCosts && !cash)
      return this.#book;
    this.#book = { account, trades, openCosts, cash: flows };
    return this.#book;
  }

  /** What trades show of their account: one object as long as it says the same. */
  #wear({ id, kind, title, currency, digits }: ShelfAccount): { readonly face: AccountFace; readonly isNew: boolean } {
    const known = this.#face;
    const isKnown =
      known?.kind === kind && known.title === title && known.currency === currency && known.digits === digits;
    if (isKnown) return { face: known, isNew: false };
    const face = { id, kind, title, currency, digits };
    this.#face = face;
    return { face, isNew: known !== undefined };
  }

  /** Positions that have to be read again though their deals are the same. */
  *#affected({ whole, worth }: ChangedSymbols, all: boolean): Iterable<bigint> {
    if (!all && whole.size === 0 && worth.size === 0) return;
    for (const position of this.deals.positions) {
      const closed = this.#closed.get(position) ?? [];
      if (
        all ||
        closed.some((trade) => whole.has(trade.symbol) || (worth.has(trade.symbol) && restsOnTickValue(trade)))
      )
        yield position;
    }
  }

  #read(
    positions: ReadonlySet<bigint>,
    account: AccountFace,
    links: ReadonlyMap<string, SessionLink>,
    before: Pick<ShelfBook, "trades" | "openCosts">,
  ): Pick<ShelfBook, "trades" | "openCosts"> {
    const facts = { account, links, deals: this.deals, terms: this.#terms, intentOf: intentsOf(this.#reader) };
    const gone = new Set<ShelfTrade>();
    const came: ShelfTrade[] = [];
    let paid = false;
    for (const position of positions) {
      for (const trade of this.#closed.get(position) ?? []) {
        gone.add(trade);
        this.#byTicket.delete(trade.ticket);
      }
      const { trades, openCosts } = positionTrades(this.deals.of(position));
      const own = trades.map((trade) => shelved(trade, facts));
      for (const trade of own) came.push(trade);
      put(this.#closed, position, own);
      paid ||= openCosts.length > 0 || this.#open.has(position);
      put(this.#open, position, openCosts);
    }
    // A deal may have gone from one position to another: what came counts.
    for (const trade of came) this.#byTicket.set(trade.ticket, trade);
    return {
      trades: merged(before.trades, gone, came),
      openCosts: paid ? [...this.#open.values()].flat().toSorted(byTime) : before.openCosts,
    };
  }
}

function put<T>(map: Map<bigint, readonly T[]>, key: bigint, list: readonly T[]): void {
  if (list.length === 0) map.delete(key);
  else map.set(key, list);
}

/** In order of the closes. What came is mostly the newest, and a sort finds what is in order already. */
function merged(
  known: readonly ShelfTrade[],
  gone: ReadonlySet<ShelfTrade>,
  came: readonly ShelfTrade[],
): readonly ShelfTrade[] {
  if (gone.size === 0 && came.length === 0) return known;
  const kept = gone.size === 0 ? known : known.filter((trade) => !gone.has(trade));
  return kept.concat(came.toSorted(byClose)).toSorted(byClose);
}

const isSameAccount = (a: ShelfAccount, b: ShelfAccount): boolean =>
  a.kind === b.kind &&
  a.title === b.title &&
  a.currency === b.currency &&
  a.digits === b.digits &&
  a.firstBalance === b.firstBalance &&
  isSameFigures(a.printedEquity, b.printedEquity);

const isSameFigures = (a: ShelfAccount["printedEquity"], b: ShelfAccount["printedEquity"]): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.size === b.size &&
    [...a].every(([figure, value]) => b.get(figure) === value));
