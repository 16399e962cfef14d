import type { PaperPosition } from "./account-state.ts";
import type { PaperInstrument } from "./instruments.ts";
import type { QuoteBook } from "./quote-book.ts";
import type { Rate } from "./rate.ts";

/** What an account's money is counted in: MT5 rounds every amount it books or shows to the currency's digits. */
export interface Currency {
  readonly currency: string;
  readonly currencyDigits: number;
}

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

/**
 * Profit of some lots that close at a price, in account currency: (close - open) x contract x lots for a buy, the
 * reverse for a sell, converted from the profit currency (mql5.com/en/docs/constants/environment_state/marketinfoconstants,
 * formulas of SYMBOL_CALC_MODE_FOREX and SYMBOL_CALC_MODE_CFDLEVERAGE). 0 while quotes that lead there are missing.
 */
export function profitOf(
  { side, volume, priceOpen }: Pick<PaperPosition, "side" | "volume" | "priceOpen">,
  priceClose: number,
  instrument: PaperInstrument,
  quotes: QuoteBook,
  { currency, currencyDigits }: Currency,
): number {
  const rate = quotes.rate(instrument.currencyProfit, currency);
  if (rate === null) return 0;
  return profitAt({ side, volume, priceOpen }, priceClose, instrument.contractSize, rate, currencyDigits);
}

/** The same where the rate into account currency is known already: what is won is sold at its bid, what is owed is bought at its ask. */
export function profitAt(
  { side, volume, priceOpen }: Pick<PaperPosition, "side" | "volume" | "priceOpen">,
  priceClose: number,
  contractSize: number,
  rate: Rate,
  currencyDigits: number,
): number {
  const move = side === "buy" ? priceClose - priceOpen : priceOpen - priceClose;
  const amount = move * contractSize * volume;
  return roundMoney(amount * (amount >= 0 ? rate.bid : rate.ask), currencyDigits);
}

/**
 * Margin of some lots of an instrument, in account currency. Currency pairs: lots x contract / leverage, in the margin
 * currency; leveraged contracts: the same x price (same source). What must be held is bought at the ask. 0 while quotes that lead there are missing.
 */
export function marginOf(
  instrument: PaperInstrument,
  lots: number,
  price: number,
  leverage: number,
  quotes: QuoteBook,
  currency: string,
): number {
  const worth = instrument.calculation === "forex" ? 1 : price;
  const amount = (lots * instrument.contractSize * worth) / leverage;
  const margin = -quotes.convert(-amount, instrument.currencyMargin, currency);
  return Number.isNaN(margin) ? 0 : margin;
}

/**
 * Margin of all positions of one symbol on a hedging account: the larger side's excess in full, and what both sides
 * cover once (the broker's hedged margin equals one contract; metatrader5.com/en/terminal/help/trading_advanced/margin_forex).
 */
export function symbolMargin(
  positions: Iterable<PricedLots>,
  instrument: PaperInstrument,
  leverage: number,
  quotes: QuoteBook,
  currency: string,
): number {
  const sides = { buy: { lots: 0, worth: 0 }, sell: { lots: 0, worth: 0 } };
  for (const { side, volume, priceOpen } of positions) {
    sides[side].lots += volume;
    sides[side].worth += volume * priceOpen;
  }
  const covered = Math.min(sides.buy.lots, sides.sell.lots);
  const larger = sides.buy.lots >= sides.sell.lots ? sides.buy : sides.sell;
  const all = sides.buy.lots + sides.sell.lots;
  const meanPrice = all === 0 ? 0 : (sides.buy.worth + sides.sell.worth) / all;
  const openPrice = larger.lots === 0 ? 0 : larger.worth / larger.lots;
  return (
    marginOf(instrument, larger.lots - covered, openPrice, leverage, quotes, currency) +
    marginOf(instrument, covered, meanPrice, leverage, quotes, currency)
  );
}
