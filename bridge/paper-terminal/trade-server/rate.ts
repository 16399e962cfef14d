/** A price to sell at and a price to buy at. */
export interface Rate {
  readonly bid: number;
  readonly ask: number;
}

export const MISSING_QUOTE: Rate = { bid: Number.NaN, ask: Number.NaN };
