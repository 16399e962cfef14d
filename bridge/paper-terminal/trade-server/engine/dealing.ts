import type { SessionTable } from "../../market/sessions.ts";
import type { PaperInstrument } from "../instruments.ts";
import type { QuoteBook } from "../quote-book.ts";
import type { Rate } from "../rate.ts";
import type { Book } from "./book.ts";
import type { Side } from "./trade-request.ts";

/** How the market treats one execution; faults and models of slippage make it worse than fair. */
export interface Conditions {
  /** Points by which the fill is worse (or, below zero, better) than the quote. */
  readonly slipPoints: number;
  /** The part of the volume that finds a counterparty at once. */
  readonly liquidity: number;
  /** What the broker makes of a comment. */
  readonly comment: (text: string) => string;
}

/** MT5 keeps 31 characters of a comment. */
const COMMENT = 31;
export const FAIR: Conditions = { slipPoints: 0, liquidity: 1, comment: (text) => text.slice(0, COMMENT) };

/** A symbol's terms at this moment. */
export interface Listing {
  readonly instrument: PaperInstrument;
  readonly hours: SessionTable;
}

/** What every rule of the server looks at: the book, the market, the instruments, and the time. */
export class Dealing {
  readonly book: Book;
  readonly quotes: QuoteBook;
  readonly #listings: ReadonlyMap<string, Listing>;
  /** Broker ms. */
  nowMs = 0;
  /** Symbols without prices, and symbols whose market is closed, by decree. */
  readonly priceOff = new Set<string>();
  readonly closed = new Set<string>();
  /** Orders that are taken but wait for their counterparty. */
  readonly held = new Set<bigint>();
  conditions: Conditions = FAIR;

  constructor(book: Book, quotes: QuoteBook, listings: ReadonlyMap<string, Listing>) {
    this.book = book;
    this.quotes = quotes;
    this.#listings = listings;
  }

  listed(symbol: string): PaperInstrument | undefined {
    return this.#listings.get(symbol)?.instrument;
  }

  /** @throws RangeError when the account holds what the broker does not offer. */
  instrument(symbol: string): PaperInstrument {
    const instrument = this.listed(symbol);
    if (instrument === undefined) throw new RangeError(`the paper broker does not offer ${symbol}`);
    return instrument;
  }

  isOpen(symbol: string): boolean {
    return !this.closed.has(symbol) && this.#listings.get(symbol)?.hours.isOpen(this.nowMs) === true;
  }

  /** The quote to deal at; null while there is none, or none that leads to the account's currency. */
  quote(symbol: string): Rate | null {
    const quote = this.quotes.get(symbol);
    const instrument = this.listed(symbol);
    if (quote === undefined || instrument === undefined || this.priceOff.has(symbol)) return null;
    const { currency } = this.book.terms;
    const { currencyProfit, currencyMargin } = instrument;
    const valued = this.quotes.rate(currencyProfit, currency) !== null;
    return valued && this.quotes.rate(currencyMargin, currency) !== null ? quote : null;
  }

  /** Where a side is dealt now, slippage included. */
  marketPrice(symbol: string, side: Side, { bid, ask }: Rate): number {
    const instrument = this.instrument(symbol);
    const slip = this.conditions.slipPoints * instrument.point;
    return onTick(side === "buy" ? ask + slip : bid - slip, instrument);
  }
}

/** The price on the instrument's grid, without the dust of binary fractions. */
export function onTick(price: number, { tickSize, digits }: PaperInstrument): number {
  return Number((Math.round(price / tickSize) * tickSize).toFixed(digits));
}
