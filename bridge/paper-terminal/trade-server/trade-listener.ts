import type { Changes, TradeTransaction } from "./engine/changes.ts";
import type { TradeRequest, TradeResult } from "./engine/trade-request.ts";

/** What a terminal hears as OnTradeTransaction: something changed, or a request was answered (TRADE_TRANSACTION_REQUEST). */
export type TradeEvent =
  | { readonly transaction: TradeTransaction }
  | { readonly request: TradeRequest; readonly result: TradeResult; readonly requestId: string };

/** A terminal of the account. */
export interface TradeListener {
  /** The account moved. `lagMs`: the terminal is to learn of it so much later. */
  changed(changes: Changes, lagMs: number): void;
  /** May be late, double, out of order, or never come. */
  events(events: readonly TradeEvent[]): void;
  /** The broker's connection broke, or is back. */
  connected(up: boolean): void;
}
