/** What the trading service can be told; the setting `trading.NAME` each. Times in ms. */
export interface TradingSettings {
  /** The rule of silence: an order without a trace counts as not sent after this. */
  readonly notSentAfterMs: number;
  /** A command without any word after this is in doubt. */
  readonly answerMs: number;
  /** How long a program may still act on an order. */
  readonly orderValidMs: number;
  readonly quoteMs: number;
  readonly accountMs: number;
  readonly leaseMs: number;
  readonly historyDays: number;
  /** Points that a worst case assumes market and stop fills to slip, at the entry and at the stop. */
  readonly slippagePoints: number;
}
