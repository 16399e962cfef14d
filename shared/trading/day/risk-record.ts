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
  /** What the day's deals that are neither trades nor payments came to: charges, interest, taxes. Absent: nothing. */
  readonly other?: MinorUnits;
}

/** A balance from which the account's deals are added up, to know its payments and what of its money no deal explains yet. */
export interface Books {
  /** `key` of the day in which they were begun. */
  readonly day: string;
  /** The balance before the first deal at or after `fromMs`. */
  readonly balance: MinorUnits;
  /** Broker ms. */
  readonly fromMs: number;
  /** Paid in less paid out since, and in the peaks already. */
  readonly paid: MinorUnits;
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
  /** Credit in the equity above. Absent in records of earlier versions: not known. */
  readonly credit?: MinorUnits;
  /** Highest equity ever seen. Falls and rises with what is paid in or out, and with nothing else. */
  readonly peakEquity: MinorUnits;
  /** Highest balance at the end of any day that was seen or confirmed; moves with payments as above. 0 = none yet. */
  readonly peakDayEndBalance: MinorUnits;
  /** Best day that has ended, and the sum of all profitable days. */
  readonly bestDay: { readonly key: string; readonly profit: MinorUnits } | null;
  readonly profitableDays: MinorUnits;
  /** Absent until the account was first looked at, and in records of earlier versions. */
  readonly books?: Books;
}
