import type { ItemOf } from "#shared/link/frame.ts";
import type { AccountId, BrokerMs, TerminalId, UtcMs } from "#shared/market/brands.ts";
import type { AccountRecord } from "./terminal-registry.ts";

/** An open position in MT5's own figures; `identifier` (POSITION_IDENTIFIER) is its key, its ticket may change. */
export type OpenPosition = Readonly<ItemOf<"PositionsSnapshot">>;

/** A pending order in MT5's own figures; `ticket` is its key. */
export type PendingOrder = Readonly<ItemOf<"OrdersSnapshot">>;

/** The account's figures as MT5 keeps them: money as doubles in account currency, `marginLevel` in percent. */
export interface AccountFigures {
  readonly balance: number;
  readonly credit: number;
  readonly profit: number;
  readonly equity: number;
  readonly margin: number;
  readonly marginFree: number;
  readonly marginLevel: number;
  readonly leverage: number;
  readonly tradeAllowed: boolean;
  readonly expertAllowed: boolean;
  /** As many as MT5 counted when it read the figures; the sets may be a step older or newer. */
  readonly positions: number;
  readonly orders: number;
}

/** One snapshot, put together from all its parts; never a half one. */
export interface Taken<T> {
  /** UTC ms at which its last part arrived. */
  readonly takenAt: UtcMs;
  /** The broker's clock when MT5 was read. */
  readonly brokerMs: BrokerMs;
  readonly is: T;
}

/** What a broker account holds, as its terminal last told. All parts come from one session of one program. */
export interface AccountState {
  readonly account: AccountRecord;
  readonly kind: "paper" | "mt5";
  readonly terminal: TerminalId;
  /** The link session that told it; another session begins with an account of its own, whole before it is shown. */
  readonly session: bigint;
  /** False once that session has ended: what follows is the last that is known, and may be old. */
  readonly live: boolean;
  /** UTC ms: nothing here is older than this (the oldest of the three snapshots). */
  readonly takenAt: UtcMs;
  readonly figures: Taken<AccountFigures>;
  readonly positions: Taken<readonly OpenPosition[]>;
  readonly orders: Taken<readonly PendingOrder[]>;
}

/** What is new in the state; `link`: only `live` changed, or another session's state has taken the place of the old one. */
export type AccountStateChange = "figures" | "positions" | "orders" | "link";

/** Told after every whole snapshot, in order of arrival; reads fast and must not throw. */
export type AccountStateListener = (state: AccountState, changed: AccountStateChange) => void;

/** The brokers' own word on positions, orders and money: the truth that trade events only hint at. */
export interface AccountStates {
  /** Undefined until a session has told figures, positions and orders, each whole. */
  current(account: AccountId): AccountState | undefined;
  /** Every account that is known. */
  all(): readonly AccountState[];
  /** Calls `listener` at once for each account that is known. @returns what ends the subscription. */
  subscribe(listener: AccountStateListener): () => void;
}
