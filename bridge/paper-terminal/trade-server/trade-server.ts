import type { FieldsOf, ItemOf } from "#shared/link/frame.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Clock } from "../../ports/clock.ts";
import { type SessionHours, SessionTable } from "../market/sessions.ts";
import type { AccountState, AccountTerms, PaperDeal, PaperOrder, PaperPosition } from "./account-state.ts";
import type { Changes } from "./engine/changes.ts";
import { FAIR, type Listing } from "./engine/dealing.ts";
import { Engine } from "./engine/engine.ts";
import { figuresOf, figuresWith, marginFor, type Valued, valueEach } from "./engine/figures.ts";
import { wordsOf } from "./engine/retcode.ts";
import { type Origin, type Side, sideOf, type TradeRequest, type TradeResult } from "./engine/trade-request.ts";
import { Fates } from "./faults/fate.ts";
import { type DeathPoint, type FaultPlan, NO_FAULTS } from "./faults/fault-plan.ts";
import { instrumentFor, type NamedSymbol, type PaperInstrument } from "./instruments.ts";
import { QuoteBook } from "./quote-book.ts";
import type { Rate } from "./rate.ts";
import { RequestDesk, type Sender } from "./request-desk.ts";
import { Telegraph } from "./telegraph.ts";
import type { TradeListener } from "./trade-listener.ts";
import { countingOf, profitOf } from "./valuation.ts";

export type SpecRecord = ItemOf<"SymbolSpecs">;
export type PositionRecord = ItemOf<"PositionsSnapshot">;
export type AccountFigures = FieldsOf<"AccountSnapshot">;

export interface TradeServerOptions {
  readonly symbols: readonly NamedSymbol[];
  readonly sessions: (symbol: string) => readonly SessionHours[];
  readonly account: AccountState;
  /** The broker's clock, broker ms. */
  readonly now: () => number;
  /** Measures latency and delays. */
  readonly clock: Clock;
  /** Keeps each change before anybody hears of it. @throws when it cannot: then the change is not told either. */
  readonly keep?: (changes: Changes) => void;
  /** Ends the process at a planned point. */
  readonly die?: (at: DeathPoint) => void;
  /** Overrides the broker's book of instruments. */
  readonly instrument?: (symbol: NamedSymbol) => PaperInstrument;
}

/** What OrderCheck says (MqlTradeCheckResult): 0 = would be accepted. */
export interface Verdict {
  readonly retcode: number;
  readonly comment: string;
  readonly balance: number;
  readonly equity: number;
  readonly profit: number;
  readonly margin: number;
  readonly marginFree: number;
  readonly marginLevel: number;
}

/**
 * The one simulated trade server: it keeps the account, executes requests, and values everything at the last quotes. The
 * embedded paper terminal holds it in its own process; the MQL5 host reaches it through `socket/`. What goes wrong on
 * the way, a FaultPlan says.
 */
export class TradeServer {
  readonly #options: TradeServerOptions;
  readonly #quotes = new QuoteBook();
  readonly #listings: Map<string, Listing>;
  readonly #engine: Engine;
  readonly #telegraph: Telegraph;
  #plan: FaultPlan = NO_FAULTS;
  #fates = new Fates(NO_FAULTS);
  readonly #requests: RequestDesk;
  #connected = true;
  #reconnect: () => void = () => {};

  constructor(options: TradeServerOptions) {
    this.#options = options;
    const specify = options.instrument ?? instrumentFor;
    this.#listings = new Map(
      options.symbols.map((symbol) => {
        const hours = new SessionTable(options.sessions(symbol.name));
        return [symbol.name, { instrument: specify(symbol), hours }];
      }),
    );
    this.#engine = new Engine(options.account, this.#quotes, this.#listings);
    this.#telegraph = new Telegraph(options.clock);
    this.#requests = new RequestDesk({
      ...options,
      engine: this.#engine,
      telegraph: this.#telegraph,
      fate: (request) => this.#fates.request(request),
      commit: (lagMs) => this.#commit(lagMs),
      cut: (forMs) => this.cut(forMs),
      connected: () => this.#connected,
    });
  }

  get terms(): AccountTerms {
    return this.#engine.book.terms;
  }

  /** Whether terminals reach the server. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Broker ms now. */
  now(): number {
    return this.#options.now();
  }

  /** Everything that must outlive the server, as it stands. */
  state(): AccountState {
    return this.#engine.book.state();
  }

  /** Names of the broker's symbols, in the order of its Market Watch. */
  symbols(): readonly string[] {
    return [...this.#listings.keys()];
  }

  /** From now on this terminal is told what happens. @returns how to stop it. */
  listen(listener: TradeListener): () => void {
    return this.#telegraph.listen(listener);
  }

  /** From now on things go wrong by this plan; its counts begin at 1. */
  setFaults(plan: FaultPlan): void {
    this.#plan = plan;
    this.#fates = new Fates(plan);
    this.#telegraph.setFates(this.#fates);
  }

  get faults(): FaultPlan {
    return this.#plan;
  }

  /** Breaks the terminals' connection for a time. What is on its way is executed all the same. */
  cut(forMs: number): void {
    this.#reconnect();
    this.#connect(false);
    this.#reconnect = this.#options.clock.after(forMs, () => this.#connect(true));
  }

  /** Changes an instrument's terms: trade mode, execution, stops level, sizes, commission. @throws RangeError for a strange symbol. */
  alterSymbol(symbol: string, terms: Partial<PaperInstrument>): void {
    const listing = this.#listings.get(symbol);
    if (listing === undefined) throw new RangeError(`the paper broker does not offer ${symbol}`);
    this.#listings.set(symbol, { ...listing, instrument: { ...listing.instrument, ...terms, symbol } });
    const quote = this.#quotes.get(symbol);
    // What is open is worth something else under other terms.
    if (quote !== undefined) this.#quotes.set(symbol, quote.bid, quote.ask);
  }

  /** Closes a symbol's market by decree, or takes its prices away. */
  restrict(symbol: string, { closed, priceOff }: { readonly closed?: boolean; readonly priceOff?: boolean }): void {
    const { dealing } = this.#engine;
    if (closed !== undefined) dealing.closed[closed ? "add" : "delete"](symbol);
    if (priceOff !== undefined) dealing.priceOff[priceOff ? "add" : "delete"](symbol);
  }

  /** Sends a request. `answered` hears the result once, at once when nothing takes time, or never when it is lost. */
  submit(request: TradeRequest, from: Sender, answered: (result: TradeResult) => void): void {
    this.#requests.submit(request, from, answered);
  }

  /** Executes a request at once, whatever the fault plan says: another program's, or a hand's at another terminal. */
  act(request: TradeRequest, origin: Origin): TradeResult {
    const result = this.#engine.request(request, origin, this.now(), FAIR);
    this.#commit(0);
    return result;
  }

  /** The verdict on a request that is not sent. */
  check(request: TradeRequest): Verdict {
    const retcode = this.#engine.check(request, this.now());
    const { dealing, book } = this.#engine;
    const side = sideOf(request.kind);
    const quote = this.#quotes.get(request.symbol);
    const adds = retcode === null && request.action === "deal" && side !== null && quote !== undefined;
    const priceOpen = quote === undefined ? 0 : side === "buy" ? quote.ask : quote.bid;
    const figures = adds
      ? figuresWith(dealing, request.symbol, { side, volume: request.volume, priceOpen })
      : figuresOf(dealing);
    this.#commit(0);
    return {
      ...figures,
      retcode: retcode ?? 0,
      comment: retcode === null ? "Done" : wordsOf(retcode),
      balance: book.balance,
    };
  }

  /** Money paid in or out. */
  deposit(amount: number, comment: string): void {
    this.#engine.deposit(amount, comment, this.now());
    this.#commit(0);
  }

  /** Takes a quote of the past, to value and convert by: nothing is executed at it. */
  prime(symbol: string, bid: number, ask: number): void {
    if (isQuote(bid, ask)) this.#quotes.set(symbol, bid, ask);
  }

  /**
   * Takes a quote: what is open is worth something else, and what waited for it is executed. A tick with a side missing,
   * as recordings hold, or with its sides crossed is no price to deal at: it changes nothing.
   */
  quote(symbol: string, bid: number, ask: number, brokerMs = this.now()): void {
    if (!isQuote(bid, ask)) return;
    this.#engine.quote(symbol, bid, ask, brokerMs, this.#fates.trigger());
    this.#commit(0);
  }

  /** Takes quotes as they came; an account with nothing open looks at the last only. */
  ticks(symbol: string, ticks: TickColumns): void {
    const { book } = this.#engine;
    const idle = book.positions.size === 0 && book.orders.size === 0;
    for (let i = idle ? ticks.count - 1 : 0; i < ticks.count; i++) {
      this.quote(symbol, ticks.bid[i] as number, ticks.ask[i] as number, ticks.timeMs[i]);
    }
  }

  /** Lets time pass without a quote: orders expire, nights are charged. To be called now and then. */
  passTime(): void {
    this.#engine.time(this.now());
    this.#commit(0);
  }

  /** An instrument's specification, its tick values at the last quotes (0 while none came); null for a strange symbol. */
  spec(symbol: string): SpecRecord | null {
    const instrument = this.#listings.get(symbol)?.instrument;
    if (instrument === undefined) return null;
    const worth = instrument.tickSize * instrument.contractSize;
    const { currency } = this.terms;
    const gain = this.#quotes.convert(worth, instrument.currencyProfit, currency);
    const loss = -this.#quotes.convert(-worth, instrument.currencyProfit, currency);
    const tickValue = Number.isNaN(gain) ? 0 : gain;
    return { ...instrument, tickValue, tickValueProfit: tickValue, tickValueLoss: Number.isNaN(loss) ? 0 : loss };
  }

  /** Quote and trade sessions of a symbol. */
  sessions(symbol: string): readonly SessionHours[] {
    return this.#options.sessions(symbol);
  }

  /** The account at the last quotes. */
  account(): AccountFigures {
    const { book, dealing } = this.#engine;
    const { terms, balance, credit } = book;
    return {
      login: terms.login,
      server: terms.server,
      brokerMs: this.now(),
      balance,
      credit,
      ...figuresOf(dealing),
      leverage: terms.leverage,
      tradeAllowed: true,
      expertAllowed: true,
      positions: book.positions.size,
      orders: book.orders.size,
    };
  }

  /** Open positions at the last quotes, of one symbol or all. */
  positions(symbol?: string): readonly PositionRecord[] {
    const { dealing, book } = this.#engine;
    const rows: PositionRecord[] = [];
    const add = (position: PaperPosition, value: Valued): unknown => rows.push({ ...position, ...value });
    for (const [name, positions] of book.symbols) {
      if (symbol === undefined || name === symbol) valueEach(dealing, name, positions.values(), add);
    }
    return rows;
  }

  /** Positions at the last quotes. */
  valued(positions: readonly PaperPosition[]): readonly PositionRecord[] {
    const rows: PositionRecord[] = [];
    for (const position of positions) {
      valueEach(this.#engine.dealing, position.symbol, [position], (_, value) => rows.push({ ...position, ...value }));
    }
    return rows;
  }

  /** How many positions are open on a symbol. */
  openOn(symbol: string): number {
    return this.#engine.book.symbols.get(symbol)?.size ?? 0;
  }

  orders(): readonly PaperOrder[] {
    return [...this.#engine.book.orders.values()];
  }

  /** Closed orders that were set up in [fromMs, toMs], broker ms, oldest first. */
  history(fromMs: number, toMs: number): readonly PaperOrder[] {
    return this.#engine.book.history.filter(({ setupMs }) => setupMs >= fromMs && setupMs <= toMs);
  }

  /** Deals with fromMs <= time <= toMs, broker ms, oldest first. */
  deals(fromMs: number, toMs: number): readonly PaperDeal[] {
    return this.#engine.book.deals.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  }

  /** Margin that some lots would take at a price, account currency; null for a strange symbol. */
  marginFor(symbol: string, lots: number, price: number): number | null {
    return this.#listings.has(symbol) ? marginFor(this.#engine.dealing, symbol, lots, price) : null;
  }

  /** What some lots would win from one price to another, account currency; null for a strange symbol. */
  profitFor(side: Side, symbol: string, lots: number, open: number, close: number): number | null {
    const instrument = this.#listings.get(symbol)?.instrument;
    if (instrument === undefined) return null;
    const { currency, currencyDigits } = this.terms;
    const counting = countingOf(instrument, this.#quotes, currency);
    return profitOf({ side, volume: lots, priceOpen: open }, close, instrument, counting, currencyDigits);
  }

  /** The last quote of a symbol. */
  lastQuote(symbol: string): Rate | null {
    return this.#quotes.get(symbol) ?? null;
  }

  /** Keeps what changed, then tells it. */
  #commit(lagMs: number): void {
    const changes = this.#engine.take();
    if (changes === null) return;
    this.#options.keep?.(changes);
    this.#telegraph.changed(changes, lagMs);
  }

  #connect(up: boolean): void {
    this.#connected = up;
    this.#telegraph.connected(up);
  }
}

const isQuote = (bid: number, ask: number): boolean => bid > 0 && ask >= bid && ask < Number.POSITIVE_INFINITY;
