/** A level as the link tells it. */
export interface ToldLevel {
  readonly side: "sell" | "buy" | "sellMarket" | "buyMarket";
  readonly price: number;
  readonly volume: number;
}

interface Level {
  readonly price: number;
  readonly volume: number;
}

export interface Sides {
  /** The best (highest) bid first. */
  readonly bids: Level[];
  /** The best (lowest) ask first. */
  readonly asks: Level[];
  readonly marketBuy: number;
  readonly marketSell: number;
}

/**
 * A book by its sides. A price that comes twice is one level with the lots of both; a level without a price or without
 * lots is none. Brokers order their books as they like: these are sorted.
 */
export function sidesOf(levels: readonly ToldLevel[]): Sides {
  const side = (which: ToldLevel["side"], best: 1 | -1): Level[] => {
    const lots = new Map<number, number>();
    for (const { side: of, price, volume } of levels) {
      if (of === which && price > 0 && volume > 0) lots.set(price, (lots.get(price) ?? 0) + volume);
    }
    return [...lots].map(([price, volume]) => ({ price, volume })).toSorted((a, b) => best * (a.price - b.price));
  };
  const market = (which: ToldLevel["side"]): number =>
    levels.reduce((sum, { side: of, volume }) => (of === which && volume > 0 ? sum + volume : sum), 0);
  return {
    bids: side("buy", -1),
    asks: side("sell", 1),
    marketBuy: market("buyMarket"),
    marketSell: market("sellMarket"),
  };
}
