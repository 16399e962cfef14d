/**
 * An instrument as one broker specifies it: MT5's `SYMBOL_*` properties in our words. Sizes in lots, distances in
 * points, money in the currency named. Enumerations are the names of shared/link/codes.ts.
 */
export interface InstrumentSpec {
  readonly symbol: string;
  readonly description: string;
  readonly path: string;
  readonly currencyBase: string;
  readonly currencyProfit: string;
  readonly currencyMargin: string;
  /** Decimals of a price. */
  readonly digits: number;
  readonly spreadFloats: boolean;
  /** Smallest step of a price as MT5 counts spreads (10 ** -digits). */
  readonly point: number;
  /** Smallest step in which the price may move; often, not always, `point`. */
  readonly tickSize: number;
  /** Worth of one `tickSize` per lot in account currency. */
  readonly tickValue: number;
  readonly tickValueProfit: number;
  readonly tickValueLoss: number;
  readonly contractSize: number;
  readonly volumeMin: number;
  readonly volumeMax: number;
  readonly volumeStep: number;
  /** Most lots in one direction; 0 = no limit. */
  readonly volumeLimit: number;
  readonly marginInitial: number;
  readonly marginMaintenance: number;
  readonly swapLong: number;
  readonly swapShort: number;
  /** Weekday on which swap counts three times; 0 = Sunday. */
  readonly swapTripleDay: number;
  /** Least distance of stops from the price, in points. */
  readonly stopsLevel: number;
  readonly freezeLevel: number;
  readonly tradeMode: string;
  readonly execution: string;
  readonly calculation: string;
  readonly fillingFlags: number;
  readonly orderFlags: number;
  readonly expirationFlags: number;
  readonly bookDepth: number;
}
