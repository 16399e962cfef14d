import { marginOf as sharedMarginOf } from "#shared/trading/valuation/margin.ts";
import { type Counting, profitOfMove } from "#shared/trading/valuation/profit.ts";
import type { PaperPosition } from "./account-state.ts";
import type { PaperInstrument } from "./instruments.ts";
import type { QuoteBook } from "./quote-book.ts";
import type { Rate } from "./rate.ts";

/** Lots on one side, opened at a price. */
export type PricedLots = Pick<PaperPosition, "side" | "volume" | "priceOpen">;

/** Powers of ten by digits of a currency, of which there are at most eight. */
const SCALES = Array.from({ length: 9 }, (_, digits) => 10 ** digits);

/** Rounds to a currency's digits, half away from zero, the way MetaTrader prints money. */
export function roundMoney(amount: number, digits: number): number {
  const scale = SCALES[digits] ?? 10 ** digits;
  const scaled = Math.abs(amount) * scale;
  return (Math.sign(amount) * Math.floor(scaled + 0.5 + scaled * Number.EPSILON)) / scale;
}

/** The price at which a position would close now: a buy sells at the bid, a sell buys at the ask. */
export const closingPrice = (side: "buy" | "sell", quote: Rate): number => (side === "buy" ? quote.bid : quote.ask);

/** Where the profit of one symbol's positions is counted: worked out once for all of them. */
export function countingOf(instrument: PaperInstrument, quotes: QuoteBook, currency: string): Counting {
  const quote = quotes.get(instrument.symbol);
  const rate = quotes.rate(instrument.currencyProfit, currency);
  return { currency, rates: () => rate, spread: quote === undefined ? 0 : quote.ask - quote.bid };
}

/**
 * Profit of some lots that close at a price, in account currency, by the formula that the risk rules use too
 * (shared/trading/valuation). 0 while quotes that lead there are missing.
 */
export function profitOf(
  { side, volume, priceOpen }: PricedLots,
  priceClose: number,
  instrument: PaperInstrument,
  counting: Counting,
  currencyDigits: number,
): number {
  const move = { side, lots: volume, open: priceOpen, close: priceClose };
  const profit = profitOfMove(instrument, move, counting);
  return profit === null ? 0 : roundMoney(profit, currencyDigits);
}

/** Margin of some lots of an instrument, in account currency, by the shared formula. 0 while quotes that lead there are missing. */
export function marginOf(
  instrument: PaperInstrument,
  lots: number,
  price: number,
  leverage: number,
  quotes: QuoteBook,
  currency: string,
): number {
  const rates = quotes.rate.bind(quotes);
  return sharedMarginOf(instrument, lots, price, { currency, rates, leverage, marginRate: 1 })?.amount ?? 0;
}

/** What one symbol's positions come to on each side. */
export interface Sides {
  readonly buyLots: number;
  readonly buyWorth: number;
  readonly sellLots: number;
  readonly sellWorth: number;
}

export const NO_SIDES: Sides = { buyLots: 0, buyWorth: 0, sellLots: 0, sellWorth: 0 };

/** The sides with one more position or order on its own. */
export function withLots(sides: Sides, { side, volume, priceOpen }: PricedLots): Sides {
  const worth = volume * priceOpen;
  return side === "buy"
    ? { ...sides, buyLots: sides.buyLots + volume, buyWorth: sides.buyWorth + worth }
    : { ...sides, sellLots: sides.sellLots + volume, sellWorth: sides.sellWorth + worth };
}

/**
 * Margin of all positions of one symbol on a hedging account: the larger side's excess in full, and what both sides
 * cover once (the broker's hedged margin equals one contract; metatrader5.com/en/terminal/help/trading_advanced/margin_forex).
 */
export function symbolMargin(
  { buyLots, buyWorth, sellLots, sellWorth }: Sides,
  instrument: PaperInstrument,
  leverage: number,
  quotes: QuoteBook,
  currency: string,
): number {
  const covered = Math.min(buyLots, sellLots);
  const [lots, worth] = buyLots >= sellLots ? [buyLots, buyWorth] : [sellLots, sellWorth];
  const all = buyLots + sellLots;
  const meanPrice = all === 0 ? 0 : (buyWorth + sellWorth) / all;
  const openPrice = lots === 0 ? 0 : worth / lots;
  return (
    marginOf(instrument, lots - covered, openPrice, leverage, quotes, currency) +
    marginOf(instrument, covered, meanPrice, leverage, quotes, currency)
  );
}
