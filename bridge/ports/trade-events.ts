import type { AccountId, BrokerMs, Lots, Price, Ticket } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";

/**
 * Why a position closed or shrank: its stop or target, the broker's stop-out, against another position, an order of
 * ours, a program of ours by its own rule (guard, flatten, timed close), by hand, another EA, or none of these.
 */
export type ClosureReason =
  | "stopLoss"
  | "takeProfit"
  | "stopOut"
  | "closeBy"
  | "ours"
  | "ourProgram"
  | "manual"
  | "otherExpert"
  | "other";

/** A deal that closed a position or a part of it. Told once per deal, whoever made it. */
export interface Closure {
  readonly account: AccountId;
  /** POSITION_IDENTIFIER. */
  readonly position: Ticket;
  readonly deal: BrokerDeal;
  readonly side: "buy" | "sell";
  readonly lots: Lots;
  readonly price: Price;
  readonly reason: ClosureReason;
  /** The intent that asked for it; null when none of ours did. */
  readonly intent: IntentId | null;
  /** The intent that opened the position; null when it is not ours. */
  readonly openedBy: IntentId | null;
  /** Lots left afterwards; null when the position was opened before the history we hold. */
  readonly remaining: Lots | null;
  /** Broker ms. */
  readonly atMs: BrokerMs;
  /** False for history from before this account was first seen: nobody is to be alerted. */
  readonly fresh: boolean;
}

/** A deal as the ledger has it; `seq` grows over all accounts. A revision above 1 is a deal that the broker changed. */
export interface KeptDeal {
  readonly seq: number;
  readonly account: AccountId;
  readonly revision: number;
  readonly deal: BrokerDeal;
}

/** Calls come in order and must not throw. Deals and closures are on disk by then; what became of an intent is written at once after. */
export interface TradeEventListener {
  intent?(record: IntentRecord): void;
  deal?(kept: KeptDeal, fresh: boolean): void;
  closed?(closure: Closure): void;
}
