import type { PaperPosition } from "../account-state.ts";
import {
  closingPrice,
  countingOf,
  marginOf,
  NO_SIDES,
  type PricedLots,
  profitOf,
  roundMoney,
  type Sides,
  symbolMargin,
  withLots,
} from "../valuation.ts";
import type { Dealing } from "./dealing.ts";
import type { Side } from "./trade-request.ts";
import { lots } from "./volume.ts";

/** The account's money of the moment, account currency. */
export interface Figures {
  /** Floating profit, swaps included. */
  readonly profit: number;
  readonly equity: number;
  readonly margin: number;
  readonly marginFree: number;
  /** Percent; 0 while no margin is held. */
  readonly marginLevel: number;
}

/** A position at the last quotes. */
export interface Valued {
  readonly priceCurrent: number;
  readonly profit: number;
}

/** Calls `each` for positions of one symbol, valued at the last quotes. */
export function valueEach(
  dealing: Dealing,
  symbol: string,
  positions: Iterable<PaperPosition>,
  each: (position: PaperPosition, value: Valued) => void,
): void {
  const { currency, currencyDigits } = dealing.book.terms;
  const instrument = dealing.instrument(symbol);
  const quote = dealing.quotes.get(symbol);
  const counting = countingOf(instrument, dealing.quotes, currency);
  for (const position of positions) {
    const priceCurrent = quote === undefined ? position.priceOpen : closingPrice(position.side, quote);
    const profit = profitOf(position, priceCurrent, instrument, counting, currencyDigits);
    each(position, { priceCurrent, profit });
  }
}

/** What was last worked out for a dealing, good until a quote comes or the book changes. */
interface Known {
  readonly book: number;
  readonly quotes: number;
  readonly floating: number;
  readonly margin: number;
  readonly bySymbol: ReadonlyMap<string, { readonly sides: Sides; readonly margin: number }>;
}
const known = new WeakMap<Dealing, Known>();

function knownOf(dealing: Dealing): Known {
  const { book, quotes } = dealing;
  const before = known.get(dealing);
  if (before?.book === book.version && before.quotes === quotes.version) return before;
  const bySymbol = new Map<string, { readonly sides: Sides; readonly margin: number }>();
  let sum = 0;
  let margin = 0;
  for (const [symbol, positions] of book.symbols) {
    const sides = { buyLots: 0, buyWorth: 0, sellLots: 0, sellWorth: 0 };
    valueEach(dealing, symbol, positions.values(), ({ side, volume, priceOpen, swap }, { profit }) => {
      sum += profit + swap;
      if (side === "buy") {
        sides.buyLots += volume;
        sides.buyWorth += volume * priceOpen;
      } else {
        sides.sellLots += volume;
        sides.sellWorth += volume * priceOpen;
      }
    });
    const held = marginOn(dealing, symbol, sides);
    bySymbol.set(symbol, { sides, margin: held });
    margin += held;
  }
  const floating = roundMoney(sum, book.terms.currencyDigits);
  const now = { book: book.version, quotes: quotes.version, floating, margin, bySymbol };
  known.set(dealing, now);
  return now;
}

function marginOn(dealing: Dealing, symbol: string, sides: Sides): number {
  const { leverage, currency } = dealing.book.terms;
  return symbolMargin(sides, dealing.instrument(symbol), leverage, dealing.quotes, currency);
}

export const figuresOf = (dealing: Dealing): Figures => figures(dealing, knownOf(dealing).margin);

/** The figures as they would be with lots bought or sold at a price, before commission. */
export function figuresWith(dealing: Dealing, symbol: string, add: PricedLots): Figures {
  const { margin, bySymbol } = knownOf(dealing);
  const here = bySymbol.get(symbol) ?? { sides: NO_SIDES, margin: 0 };
  const hedging = dealing.book.terms.marginMode === "hedging";
  const after = hedging ? withLots(here.sides, add) : netted(dealing, symbol, add);
  return figures(dealing, margin - here.margin + marginOn(dealing, symbol, after));
}

function figures(dealing: Dealing, held: number): Figures {
  const { balance, credit, terms } = dealing.book;
  const { currencyDigits: digits } = terms;
  const profit = knownOf(dealing).floating;
  const equity = roundMoney(balance + credit + profit, digits);
  const margin = roundMoney(held, digits);
  return {
    profit,
    equity,
    margin,
    marginFree: roundMoney(equity - margin, digits),
    marginLevel: margin === 0 ? 0 : (equity / margin) * 100,
  };
}

function netted(dealing: Dealing, symbol: string, add: PricedLots): Sides {
  const [position] = dealing.book.on(symbol);
  if (position === undefined) return withLots(NO_SIDES, add);
  if (position.side === add.side) return withLots(withLots(NO_SIDES, position), add);
  const rest = lots(position.volume - add.volume);
  return withLots(NO_SIDES, rest >= 0 ? { ...position, volume: rest } : { ...add, volume: -rest });
}

/** Margin of some lots alone, account currency. */
export function marginFor(dealing: Dealing, symbol: string, volume: number, price: number): number {
  const { leverage, currency, currencyDigits } = dealing.book.terms;
  const margin = marginOf(dealing.instrument(symbol), volume, price, leverage, dealing.quotes, currency);
  return roundMoney(margin, currencyDigits);
}

/** Whether the account can carry lots that are added: margin may not grow past equity less the commission. */
export function canCarry(dealing: Dealing, symbol: string, side: Side, volume: number, price: number): boolean {
  const now = figuresOf(dealing);
  const then = figuresWith(dealing, symbol, { side, volume, priceOpen: price });
  if (then.margin <= now.margin) return true;
  const commission = dealing.instrument(symbol).commissionPerLot * volume;
  return then.equity - commission >= then.margin;
}
