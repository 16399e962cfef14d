import type { BrokerDeal } from "../deals/deal.ts";

export type Side = "buy" | "sell";

/** What a deal that opened had cost (commission and fee, raw doubles, usually negative), or a trade's share of it. */
export interface EntryCost {
  readonly ticket: bigint;
  readonly timeMs: number;
  readonly amount: number;
}

/**
 * One deal that closed (out, in/out, out by) with the part of the position it closed. Money as raw account-currency
 * doubles, times broker ms.
 */
export interface ClosedTrade {
  /** The deal that closed it: unique within the account. */
  readonly ticket: bigint;
  readonly position: bigint;
  readonly symbol: string;
  /** Of the position. */
  readonly side: Side;
  readonly lots: number;
  /** First entry; null: opened before the history that is known. */
  readonly openMs: number | null;
  /** Mean of the entries, by lots. */
  readonly openPrice: number | null;
  readonly closeMs: number;
  readonly closePrice: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly profit: number;
  readonly swap: number;
  /** Commission and fee of the exit. */
  readonly exitCosts: number;
  /** profit + swap + exitCosts: what MetaTrader judges a trade by. */
  readonly result: number;
  readonly entryCosts: readonly EntryCost[];
  /** What the trade brought in all: result and entryCosts. */
  readonly net: number;
  /** Of the entry, as the broker booked it; 0 = by hand. */
  readonly magic: bigint;
  readonly comment: string;
  /** Why it closed. */
  readonly origin: BrokerDeal["origin"];
  /** Deals behind it, entries first. */
  readonly deals: readonly bigint[];
}

/** Money that came or went without a trade. */
export interface CashFlow {
  readonly ticket: bigint;
  readonly timeMs: number;
  readonly kind: BrokerDeal["kind"];
  readonly amount: number;
  readonly comment: string;
}

/** What entries have cost of which no part is closed yet. */
export interface OpenCost extends EntryCost {
  readonly symbol: string;
  readonly magic: bigint;
}

/** Everything that an account's deals come to. Trades in order of their close, then ticket. */
export interface TradeBook {
  readonly trades: readonly ClosedTrade[];
  readonly openCosts: readonly OpenCost[];
  readonly cash: readonly CashFlow[];
}
