import type { ItemOf } from "#shared/link/frame.ts";
import type { Filling } from "./engine/trade-request.ts";

/** Who holds the account and under what terms. */
export interface AccountTerms {
  readonly login: bigint;
  readonly server: string;
  readonly company: string;
  readonly name: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly leverage: number;
  /** `exchange` books as netting does. */
  readonly marginMode: "hedging" | "netting" | "exchange";
  /** Margin level, percent, at which the broker warns, and at which it closes positions. */
  readonly marginCallLevel: number;
  readonly stopOutLevel: number;
  /** Pending orders and positions at most; 0 = no limit. */
  readonly limitOrders: number;
  readonly limitPositions: number;
  /** Positions of a symbol must be closed oldest first (ACCOUNT_FIFO_CLOSE). */
  readonly fifoClose: boolean;
  /** Opposite positions of one symbol are allowed (ACCOUNT_HEDGE_ALLOWED). */
  readonly hedgeAllowed: boolean;
}

type PositionRecord = ItemOf<"PositionsSnapshot">;

/** An open position as the server keeps it; its price and profit of the moment are worked out from quotes. */
export type PaperPosition = Omit<PositionRecord, "priceCurrent" | "profit">;

/** An order, open or closed: what the link's snapshots say of it, and what only the server needs. */
export type PaperOrder = ItemOf<"OrdersSnapshot"> & {
  readonly filling: Filling;
  /** A close-by's second position; else 0. */
  readonly positionBy: bigint;
  /** Broker ms of its end; 0 while it is open. */
  readonly doneMs: number;
};

/** One line of the account's history. Amounts in account currency as doubles, the way MT5 keeps them. */
export type PaperDeal = ItemOf<"TradeDeals">;

/** Everything that must outlive the server's process for an account to go on. */
export interface AccountState {
  readonly terms: AccountTerms;
  readonly balance: number;
  readonly credit: number;
  readonly positions: readonly PaperPosition[];
  readonly orders: readonly PaperOrder[];
  /** Closed orders, oldest first. */
  readonly history: readonly PaperOrder[];
  /** Oldest first. */
  readonly deals: readonly PaperDeal[];
  /** Tickets that the next order and the next deal get. */
  readonly nextOrder: bigint;
  readonly nextDeal: bigint;
  /** Broker ms up to which nights were charged; 0 = none yet. */
  readonly rolledMs: number;
}

const FIRST_ORDER = 100_001n;

/** A new paper account: 10,000.00 US dollars paid in at `openedMs` (broker ms), hedging, 1:100, stop-out at 50 %. */
export function newPaperAccount(openedMs: number, over: Partial<AccountTerms> = {}): AccountState {
  const deposit = 10_000;
  return {
    terms: {
      login: 10_001n,
      server: "Fairlead-Paper",
      company: "Fairlead (simulated broker)",
      name: "Paper account",
      currency: "USD",
      currencyDigits: 2,
      leverage: 100,
      marginMode: "hedging",
      marginCallLevel: 100,
      stopOutLevel: 50,
      limitOrders: 200,
      limitPositions: 0,
      fifoClose: false,
      hedgeAllowed: true,
      ...over,
    },
    balance: deposit,
    credit: 0,
    positions: [],
    orders: [],
    history: [],
    deals: [balanceDeal(1n, deposit, openedMs, "Initial deposit")],
    nextOrder: FIRST_ORDER,
    nextDeal: 2n,
    rolledMs: openedMs,
  };
}

/** Money paid in (or out, when negative). MT5 gives such a deal DEAL_ENTRY_IN. */
export function balanceDeal(ticket: bigint, profit: number, timeMs: number, comment: string): PaperDeal {
  return {
    ticket,
    order: 0n,
    position: 0n,
    symbol: "",
    kind: "balance",
    entry: "in",
    volume: 0,
    price: 0,
    stopLoss: 0,
    takeProfit: 0,
    commission: 0,
    fee: 0,
    swap: 0,
    profit,
    magic: 0n,
    timeMs,
    origin: "client",
    comment,
  };
}
