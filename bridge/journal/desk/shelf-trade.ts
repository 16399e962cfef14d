import type { TradeContext } from "#shared/contract/journal-trade.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { CashFlow, ClosedTrade, OpenCost } from "#shared/trading/trades/closed-trade.ts";

/** What a trade shows of its account. */
export interface AccountFace {
  readonly id: AccountId;
  readonly kind: "live" | "demo" | "paper" | "report" | "tester";
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
}

/** An account as the journal knows it. */
export interface ShelfAccount extends AccountFace {
  /** Balance before its first deal; null = not known. */
  readonly firstBalance: number | null;
  /** Equity drawdowns that its one report prints; money raw. */
  readonly printedEquity?: ReadonlyMap<string, number> | undefined;
}

/** The session's part in a trade. */
export interface SessionLink {
  readonly session: string;
  readonly name: string;
  readonly number: number;
  readonly galeStep: number;
  readonly signal: string;
}

/** Note and tags as they stand. */
export interface ShelfNote {
  readonly revision: number;
  readonly note: string;
  readonly tags: readonly string[];
}

/** What was measured from ticks; raw account currency and points. Null = could not be. */
export interface Measure {
  readonly mae: number | null;
  readonly mfe: number | null;
  readonly spreadOpen: number | null;
  readonly spreadClose: number | null;
}

/** A closed trade with everything that belongs to it. */
export interface ShelfTrade extends ClosedTrade {
  readonly id: string;
  readonly account: AccountFace;
  readonly source: "live" | "import";
  readonly matched: boolean;
  readonly strategy: string;
  readonly link: SessionLink | null;
  /** What the stop at the entry put at risk. */
  readonly risk: number | null;
  readonly slippageOpen: number | null;
  readonly slippageClose: number | null;
  /** Of the instrument; 0 = not known. */
  readonly point: number;
  /** Decimals of the symbol's prices: the instrument's, else the most that a deal's price has. */
  readonly priceDigits: number;
}

/** Everything that an account's deals come to. Trades in order of their close, then ticket; the others of their time. */
export interface ShelfBook {
  readonly account: ShelfAccount;
  readonly trades: readonly ShelfTrade[];
  readonly openCosts: readonly OpenCost[];
  readonly cash: readonly CashFlow[];
}

export type ContextOf = (trade: ShelfTrade) => TradeContext;

/** `login@server#ticket`. */
export const tradeIdOf = (account: AccountId, ticket: bigint): string => `${account}#${ticket}`;

/** @returns null when the text is no trade's id. */
export function tradeKeyOf(id: string): { readonly account: AccountId; readonly ticket: bigint } | null {
  const found = /^(.+)#(\d{1,20})$/.exec(id);
  return found === null ? null : { account: (found[1] ?? "") as AccountId, ticket: BigInt(found[2] ?? "0") };
}
