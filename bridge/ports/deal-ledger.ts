import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";
import type { KeptDeal } from "./trade-events.ts";

/** How far an account's history has been read. Broker ms. */
export interface HistoryRead {
  /** The broker's time when this account was first seen: what is older is history, not news. */
  readonly firstMs: number;
  /** Everything before this has been read. */
  readonly toMs: number;
}

/** ledger.db as the deal book sees it. Every write is on disk (fsync) when the call returns. */
export interface DealLedger {
  /** Keeps what is new: a ticket for the first time, or changed by the broker. @returns the new rows, in the order given. */
  addDeals(account: AccountId, deals: readonly BrokerDeal[]): readonly KeptDeal[];
  /** @returns the orders that were not known. */
  addOrders(account: AccountId, orders: readonly ClosedOrder[]): readonly ClosedOrder[];
  /** Newest revision of each deal, by ticket. */
  dealsUnder(account: AccountId, magic: bigint): readonly BrokerDeal[];
  dealsOf(account: AccountId, position: bigint): readonly BrokerDeal[];
  ordersUnder(account: AccountId, magic: bigint): readonly ClosedOrder[];
  order(account: AccountId, ticket: bigint): ClosedOrder | undefined;
  /** Newest revisions with broker time in [fromMs, toMs), newest first. */
  between(account: AccountId, fromMs: number, toMs: number, limit: number): readonly BrokerDeal[];
  read(account: AccountId): HistoryRead | undefined;
  /** Notes that history has been read up to `toMs`, to the minute; never takes back. `firstMs` counts only at the first call. */
  noteRead(account: AccountId, firstMs: number, toMs: number): void;
}
