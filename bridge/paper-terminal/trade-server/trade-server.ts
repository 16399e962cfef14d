import type { FieldsOf, ItemOf } from "#shared/link/frame.ts";
import type { SessionHours } from "../market/sessions.ts";
import type { AccountState, AccountTerms, PaperDeal, PaperOrder } from "./account-state.ts";
import { instrumentFor, type NamedSymbol, type PaperInstrument } from "./instruments.ts";
import { QuoteBook } from "./quote-book.ts";
import type { Rate } from "./rate.ts";
import { closingPrice, marginOf, profitOf, roundMoney, symbolMargin } from "./valuation.ts";

/** MT5's TRADE_RETCODE_TRADE_DISABLED (mql5.com/en/docs/constants/errorswarnings/enum_trade_return_codes). */
export const TRADE_DISABLED = 10_017;

export type SpecRecord = ItemOf<"SymbolSpecs">;
export type PositionRecord = ItemOf<"PositionsSnapshot">;
export type AccountFigures = FieldsOf<"AccountSnapshot">;

export interface TradeServerOptions {
  readonly symbols: readonly NamedSymbol[];
  readonly sessions: (symbol: string) => readonly SessionHours[];
  readonly account: AccountState;
  /** The broker's clock, broker ms. */
  readonly now: () => number;
}

/**
 * The one simulated trade server: it keeps the account, knows the instruments, and values everything at the last
 * quotes. The embedded paper terminal holds it in its own process; the MQL5 host reaches it through `socket-server.ts`.
 * It takes no orders yet: every request to trade is answered with TRADE_DISABLED, and the account says so beforehand.
 */
export class TradeServer {
  readonly #instruments: ReadonlyMap<string, PaperInstrument>;
  readonly #options: TradeServerOptions;
  readonly #quotes = new QuoteBook();
  readonly #state: AccountState;

  constructor(options: TradeServerOptions) {
    this.#options = options;
    this.#instruments = new Map(options.symbols.map((symbol) => [symbol.name, instrumentFor(symbol)]));
    this.#state = options.account;
  }

  get terms(): AccountTerms {
    return this.#state.terms;
  }

  /** Names of the broker's symbols, in the order of its Market Watch. */
  symbols(): readonly string[] {
    return [...this.#instruments.keys()];
  }

  /** Takes a quote: what is open is worth something else now. */
  quote(symbol: string, bid: number, ask: number): void {
    this.#quotes.set(symbol, bid, ask);
  }

  /** An instrument's specification, its tick values at the last quotes (0 while none came); null for a strange symbol. */
  spec(symbol: string): SpecRecord | null {
    const instrument = this.#instruments.get(symbol);
    if (instrument === undefined) return null;
    const worth = instrument.tickSize * instrument.contractSize;
    const { currency } = this.#state.terms;
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
    const { terms, balance, credit, orders } = this.#state;
    const positions = this.positions();
    const { currencyDigits: digits } = terms;
    const profit = roundMoney(
      positions.reduce((sum, position) => sum + position.profit + position.swap, 0),
      digits,
    );
    const equity = roundMoney(balance + credit + profit, digits);
    const margin = roundMoney(this.#margin(), digits);
    return {
      login: terms.login,
      server: terms.server,
      brokerMs: this.#options.now(),
      balance,
      credit,
      profit,
      equity,
      margin,
      marginFree: roundMoney(equity - margin, digits),
      marginLevel: margin === 0 ? 0 : (equity / margin) * 100,
      leverage: terms.leverage,
      tradeAllowed: false,
      expertAllowed: false,
      positions: positions.length,
      orders: orders.length,
    };
  }

  /** Open positions at the last quotes. */
  positions(): readonly PositionRecord[] {
    return this.#state.positions.map((position) => {
      const quote = this.#quotes.get(position.symbol);
      const priceCurrent = quote === undefined ? position.priceOpen : closingPrice(position.side, quote);
      const profit = profitOf(
        position,
        priceCurrent,
        this.#instrument(position.symbol),
        this.#quotes,
        this.#state.terms,
      );
      return { ...position, priceCurrent, profit };
    });
  }

  orders(): readonly PaperOrder[] {
    return this.#state.orders;
  }

  /** Deals with fromMs <= time <= toMs, broker ms, oldest first. */
  deals(fromMs: number, toMs: number): readonly PaperDeal[] {
    return this.#state.deals.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  }

  /** Margin that some lots would take at a price, account currency; null for a strange symbol. */
  marginFor(symbol: string, lots: number, price: number): number | null {
    const instrument = this.#instruments.get(symbol);
    const { leverage, currency, currencyDigits } = this.#state.terms;
    if (instrument === undefined) return null;
    return roundMoney(marginOf(instrument, lots, price, leverage, this.#quotes, currency), currencyDigits);
  }

  /** What some lots would win from one price to another, account currency; null for a strange symbol. */
  profitFor(side: "buy" | "sell", symbol: string, lots: number, open: number, close: number): number | null {
    const instrument = this.#instruments.get(symbol);
    if (instrument === undefined) return null;
    return profitOf({ side, volume: lots, priceOpen: open }, close, instrument, this.#quotes, this.#state.terms);
  }

  /** The last quote of a symbol. */
  lastQuote(symbol: string): Rate | null {
    return this.#quotes.get(symbol) ?? null;
  }

  #margin(): number {
    const { positions, terms } = this.#state;
    let margin = 0;
    for (const [symbol, group] of Map.groupBy(positions, (position) => position.symbol)) {
      margin += symbolMargin(group, this.#instrument(symbol), terms.leverage, this.#quotes, terms.currency);
    }
    return margin;
  }

  #instrument(symbol: string): PaperInstrument {
    const instrument = this.#instruments.get(symbol);
    if (instrument === undefined)
      throw new RangeError(`the account holds ${symbol}, which the paper broker does not offer`);
    return instrument;
  }
}
