import type { CashFlow, ClosedTrade, EntryCost } from "../trades/closed-trade.ts";
import { columnsOf, type TradeColumns } from "./columns.ts";

/** A closed trade as the statistics see it; `risk` in account currency, null when the stop at the entry is not known. */
export type StatTrade = Pick<
  ClosedTrade,
  "ticket" | "side" | "openMs" | "closeMs" | "result" | "entryCosts" | "net" | "lots"
> & { readonly risk: number | null };

/**
 * Equity as it was seen: within each span of time that begins at `timeMs` its lowest, its highest and its last. In order
 * of time; raw account currency.
 */
export interface EquityColumns {
  readonly timeMs: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
}

export const NO_EQUITY: EquityColumns = {
  timeMs: new Float64Array(),
  low: new Float64Array(),
  high: new Float64Array(),
  last: new Float64Array(),
};

export type Cash = Pick<CashFlow, "ticket" | "timeMs" | "amount" | "kind">;

/** What figures are computed from: one currency. */
export interface FigureInput {
  readonly columns: TradeColumns;
  readonly cash: readonly Cash[];
  /** Balance before the first of all these; null = not known. */
  readonly firstBalance: number | null;
  readonly equity: EquityColumns;
}

/** The same as objects. */
export interface StatisticsInput {
  /** In any order. */
  readonly trades: readonly StatTrade[];
  /** Of positions that are still open. */
  readonly openCosts: readonly EntryCost[];
  readonly cash: readonly Cash[];
  readonly firstBalance: number | null;
}

export const figureInput = ({ trades, openCosts, cash, firstBalance }: StatisticsInput): FigureInput => ({
  columns: columnsOf(trades, openCosts),
  cash,
  firstBalance,
  equity: NO_EQUITY,
});
