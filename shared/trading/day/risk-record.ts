import type { MinorUnits, UtcMs } from "../../market/brands.ts";
import type { DayRule } from "./risk-calendar.ts";

/** One day of an account as its rule counts it. */
export interface RiskDay {
  /** By which it was cut out of time; another rule begins another day. */
  readonly rule: DayRule;
  readonly key: string;
  readonly startMs: UtcMs;
  readonly endMs: UtcMs;
  readonly startBalance: MinorUnits;
  readonly startEquity: MinorUnits;
  /**
   * False when nobody watched the account at the reset: then the higher of the balances known before and after it is
   * taken, which leaves the least room, until `confirmDayStart`.
   */
  readonly confirmed: boolean;
  /** Positions opened. */
  readonly trades: number;
  /** Profit, swap, commission and fee of the day's deals. */
  readonly realised: MinorUnits;
  /** Paid in less paid out since the day began, and in its start already. Absent in records of earlier versions: nothing. */
  readonly paid?: MinorUnits;
}

/**
 * What an account's limits must remember. Whole numbers and text only: JSON in the ledger. One account each; nothing of
 * it is ever shared between accounts.
 */
export interface RiskRecord {
  readonly version: 1;
  readonly day: RiskDay;
  /** Last figures seen. */
  readonly balance: MinorUnits;
  readonly equity: MinorUnits;
  readonly atMs: UtcMs;
  /** Highest equity ever seen; never falls. */
  readonly peakEquity: MinorUnits;
  /** Highest balance at the end of any day that was seen or confirmed; never falls. 0 = none yet. */
  readonly peakDayEndBalance: MinorUnits;
  /** Best day that has ended, and the sum of all profitable days. */
  readonly bestDay: { readonly key: string; readonly profit: MinorUnits } | null;
  readonly profitableDays: MinorUnits;
}
