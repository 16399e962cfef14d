/** Bytes of a page of market.db: several link frames fit one, and a commit of a single tick still writes little. */
export const MARKET_PAGE_BYTES = 8_192;
