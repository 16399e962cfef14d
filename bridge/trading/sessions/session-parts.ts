import type { Clock } from "#bridge/ports/clock.ts";
import type { EventSink } from "#bridge/ports/event-sink.ts";
import type { SessionEvent, SessionStore } from "#bridge/ports/session-store.ts";
import type { AccountId, MinorUnits, UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { LineTerms } from "#shared/trading/exposure/risk-line.ts";
import type { IntentId, IntentSource, OrderRequest, SessionId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { Delivery, Signal } from "#shared/trading/signals/signal.ts";

/** The executor as sessions need it: verdict, journal, send, and what the ledger knows. */
export interface SessionOrders {
  newId(): IntentId;
  /**
   * Asks for the verdict, journals and sends. What becomes of it is told as an intent event.
   * @throws FairleadError RISK_BLOCKED (details.rule), ORDER_INVALID, LINK_DOWN, STORE_*: then nothing was sent or kept.
   */
  place(account: AccountId, id: IntentId, request: OrderRequest, source: IntentSource): void;
  intent(id: IntentId): IntentRecord | undefined;
  byMagic(magic: bigint): IntentRecord | undefined;
  /** Intents that are not final. */
  open(account: AccountId): readonly IntentRecord[];
  /** Newest revisions. */
  dealsOf(account: AccountId, position: bigint): readonly BrokerDeal[];
  dealsUnder(account: AccountId, magic: bigint): readonly BrokerDeal[];
}

/** An account as a session meets it now. */
export interface SessionAccount {
  readonly nature: "paper" | "demo" | "contest" | "live";
  readonly netting: boolean;
  readonly digits: number;
  /** The account's own terminal is connected, owns its orders and holds the lease. */
  readonly connected: boolean;
  /** What percentages of risk are taken of. */
  readonly balance: MinorUnits;
  /** The broker's time now, in ms; null while it is not connected. */
  readonly brokerMs: number | null;
  /** *Flatten all* is latched: the program in MT5 closes whatever comes. */
  readonly flattened: boolean;
  /** Lots of all open positions of a symbol, whoever opened them. */
  lotsOn(symbol: string): number;
  /** Swap of an open position, raw; 0 when it is not there. */
  swapOf(position: bigint): number;
}

export interface SessionMarket {
  account(id: AccountId): SessionAccount | null;
  /** Null while the instrument, its quote or the rates are not known. */
  terms(account: AccountId, symbol: string): LineTerms | null;
}

/** Clocks by which a session's age is counted. Times in ms. */
export interface SessionTime {
  /** Since the computer started: counts sleep, and no wall clock moves it. */
  upMs(): number;
  utcMs(): UtcMs;
}

export interface SessionParts {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly upMs: () => number;
  readonly events: EventSink;
  readonly orders: SessionOrders;
  readonly market: SessionMarket;
  readonly queueBound: () => number;
  /** What became of a signal that had to wait. */
  readonly delivered: (signal: Signal, delivery: Delivery<SessionId>) => void;
  /** Told after each step, with it on disk, and when only the marks moved (then `kept` is empty). */
  readonly changed: (state: SessionState, kept: readonly SessionEvent[]) => void;
}
