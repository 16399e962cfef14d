/** Name of the store of ticks and bars in its folder. */
export const MARKET_FILE = "market.db";
