import type { Position } from "#shared/contract/accounts.ts";
import type { Instrument, Quote } from "#shared/contract/market.ts";

type Sides = Pick<Quote, "bid" | "ask">;
type Held = Pick<Position, "side" | "volume" | "priceOpen" | "priceCurrent" | "profit">;

/** What a position stands at on the quote of the moment. */
export interface LiveProfit {
  /** The price that would close it. */
  readonly price: number;
  /** Minor units of the account's currency. */
  readonly minor: number;
  /** The rate of its currency is not quoted here: reckoned at that of the last snapshot. */
  readonly estimate: boolean;
}

/**
 * A position's profit between two snapshots of its account: the broker's own figure, and what the price has moved since
 * at `rate` (account currency for 1 of the profit currency). Without a rate that of the snapshot serves, and where none
 * can be read from it, the broker's figure stands.
 */
export function liveProfit(
  { side, volume, priceOpen, priceCurrent, profit }: Held,
  { gainPerPrice }: Pick<Instrument, "gainPerPrice">,
  { bid, ask }: Sides,
  rate: number | undefined,
): LiveProfit {
  const price = side === "buy" ? bid : ask;
  const moved = side === "buy" ? price - priceCurrent : priceCurrent - price;
  if (moved === 0) return { price, minor: profit.minor, estimate: false };
  if (gainPerPrice !== undefined && rate !== undefined) {
    const gain = moved * gainPerPrice * volume * rate * 10 ** profit.digits;
    return { price, minor: profit.minor + Math.round(gain), estimate: false };
  }
  const before = side === "buy" ? priceCurrent - priceOpen : priceOpen - priceCurrent;
  const gain = before === 0 ? 0 : (profit.minor / before) * moved;
  return { price, minor: profit.minor + Math.round(gain), estimate: true };
}

type Listed = Pick<Instrument, "symbol" | "id">;
type QuoteOf = (instrumentId: string) => Sides | undefined;

/**
 * Reads the rate from one currency to another off the account's own quotes, at the middle of bid and ask; undefined
 * where the broker lists no pair of the two, or has not quoted it yet.
 */
export function rateReader(
  from: string,
  to: string,
  instruments: readonly Listed[],
  quoteOf: QuoteOf,
): () => number | undefined {
  if (from === to) return () => 1;
  const named = (pair: string): Listed | undefined => instruments.find(({ symbol }) => symbol.startsWith(pair));
  const [direct, inverse] = [named(from + to), named(to + from)];
  const middle = (listed: Listed | undefined): number | undefined => {
    const quote = listed && quoteOf(listed.id);
    return quote === undefined ? undefined : (quote.bid + quote.ask) / 2;
  };
  return () => {
    const inverted = middle(inverse);
    return middle(direct) ?? (inverted === undefined || inverted <= 0 ? undefined : 1 / inverted);
  };
}
