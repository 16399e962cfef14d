import type { CashFlow, ClosedTrade, EntryCost } from "../trades/closed-trade.ts";

/** A closed trade as the statistics see it; `risk` in account currency, null when the stop at the entry is not known. */
export type StatTrade = Pick<
  ClosedTrade,
  "ticket" | "side" | "openMs" | "closeMs" | "result" | "entryCosts" | "net" | "lots"
> & { readonly risk: number | null };

/** Equity as it was seen: within a span of time its lowest and highest, and the balance then. Raw account currency. */
export interface EquitySample {
  readonly timeMs: number;
  readonly low: number;
  readonly high: number;
  readonly balance: number;
}

/** What figures are computed from: one currency. Trades in order of their close. */
export interface StatisticsInput {
  readonly trades: readonly StatTrade[];
  /** Of positions that are still open. */
  readonly openCosts: readonly EntryCost[];
  readonly cash: readonly Pick<CashFlow, "ticket" | "timeMs" | "amount" | "kind">[];
  /** Balance before the first of all these; null = not known. */
  readonly firstBalance: number | null;
  readonly equity: readonly EquitySample[];
}
