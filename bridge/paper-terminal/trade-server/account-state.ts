import type { ItemOf } from "#shared/link/frame.ts";

/** Who holds the account and under what terms. */
export interface AccountTerms {
  readonly login: bigint;
  readonly server: string;
  readonly company: string;
  readonly name: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly leverage: number;
  readonly marginMode: "hedging" | "netting";
}

type PositionRecord = ItemOf<"PositionsSnapshot">;

/** An open position as the server keeps it; its price and profit of the moment are worked out from quotes. */
export type PaperPosition = Omit<PositionRecord, "priceCurrent" | "profit">;

/** A pending order. */
export type PaperOrder = ItemOf<"OrdersSnapshot">;

/** What a deal did; `balance` is money paid in or out. */
export type DealKind = "buy" | "sell" | "balance" | "credit" | "commission" | "interest";

/** One line of the account's history. Amounts in account currency as doubles, the way MT5 keeps them. */
export interface PaperDeal {
  readonly ticket: bigint;
  readonly order: bigint;
  readonly position: bigint;
  readonly symbol: string;
  readonly kind: DealKind;
  readonly entry: "in" | "out" | "inout" | "none";
  readonly volume: number;
  readonly price: number;
  readonly commission: number;
  readonly swap: number;
  readonly profit: number;
  readonly magic: bigint;
  /** Broker ms. */
  readonly timeMs: number;
  readonly comment: string;
}

/** Everything that must outlive the server's process for an account to go on. */
export interface AccountState {
  readonly terms: AccountTerms;
  readonly balance: number;
  readonly credit: number;
  readonly positions: readonly PaperPosition[];
  readonly orders: readonly PaperOrder[];
  /** Oldest first. */
  readonly deals: readonly PaperDeal[];
}

/** A new paper account: 10,000.00 US dollars paid in at `openedMs` (broker ms), hedging, 1:100. */
export function newPaperAccount(openedMs: number): AccountState {
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
    },
    balance: deposit,
    credit: 0,
    positions: [],
    orders: [],
    deals: [
      {
        ticket: 1n,
        order: 0n,
        position: 0n,
        symbol: "",
        kind: "balance",
        entry: "none",
        volume: 0,
        price: 0,
        commission: 0,
        swap: 0,
        profit: deposit,
        magic: 0n,
        timeMs: openedMs,
        comment: "Initial deposit",
      },
    ],
  };
}
