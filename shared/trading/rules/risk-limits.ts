import type { MinorUnits } from "../../market/brands.ts";
import type { DayRule } from "../day/risk-calendar.ts";
import type { LimitAmount } from "./amount.ts";
import type { TradingHours } from "./trading-hours.ts";

/** Where a limit's formula and number come from; shown beside them. Null for the trader's own. */
export interface RuleSource {
  readonly url: string;
  /** The day on which it was read, `2026-11-20`. */
  readonly asOf: string;
}

interface Limit {
  readonly source: RuleSource | null;
}

/** What a position or an order without a stop counts as, where a worst case is asked for. */
export type Unstopped =
  /** Without limit: no new risk until it has a stop. */
  | "unlimited"
  /** What it has lost by now; the result says that its worst case has no end. */
  | "asItStands";

/** Equity must stay at or above anchor - amount until the day's reset: floating profit, swap and commission counted. */
export interface DailyLossLimit extends Limit {
  readonly amount: LimitAmount;
  /** `dayStartHigher`: the greater of balance and equity at the reset. */
  readonly anchor: "dayStartBalance" | "dayStartEquity" | "dayStartHigher";
  readonly unstopped: Unstopped;
}

/** Equity must stay at or above anchor - amount for as long as the account is traded. */
export interface TotalLossLimit extends Limit {
  readonly amount: LimitAmount;
  /**
   * static: anchored at the initial balance. trailing: at the highest equity ever seen. endOfDayTrailing: at the highest
   * balance at any day's end, or the initial balance if higher. The last two rise with gains, never fall with losses, and
   * move with what is paid in or out.
   */
  readonly mode: "static" | "trailing" | "endOfDayTrailing";
  /** A trailing floor rises no further than the initial balance. */
  readonly stopsAtInitial: boolean;
  readonly unstopped: Unstopped;
}

/** An amount that a worst case, a share or a balance is held against. */
export interface AmountLimit extends Limit {
  readonly amount: LimitAmount;
}

export interface LotsLimit extends Limit {
  readonly lots: number;
}

export interface CountLimit extends Limit {
  readonly count: number;
}

export interface PointsLimit extends Limit {
  readonly points: number;
  /** Symbols with a number of their own. */
  readonly bySymbol: Readonly<Record<string, number>>;
}

export interface HoursLimit extends Limit {
  readonly hours: TradingHours;
}

export interface StopLimit extends Limit {
  /** Every new position must carry a stop. */
  readonly required: boolean;
  /** Least distance from entry to stop, in points. */
  readonly points: number;
}

export interface MarginLimit extends Limit {
  /** Least free margin that must be left after the order. */
  readonly amount: LimitAmount;
}

export interface BestDayLimit extends Limit {
  /** Most that the best day may make of all profitable days' profit, percent. Told, never enforced. */
  readonly percent: number;
}

/** Every limit of one account. Null = not set. Plain data: it is stored, edited and shown as it is. */
export interface RiskLimits {
  readonly name: string;
  /** The preset it was made from. */
  readonly preset: string;
  readonly day: DayRule;
  /** The capital that percentages of `initialBalance` are taken of. */
  readonly initialBalance: MinorUnits;
  readonly dailyLoss: DailyLossLimit | null;
  readonly totalLoss: TotalLossLimit | null;
  /** Worst case of one order at its stop. */
  readonly orderRisk: AmountLimit | null;
  /** Sum of all worst cases at the stops, open and pending. While one has no stop it has no worst case, and no risk is added. */
  readonly openRisk: AmountLimit | null;
  readonly orderLots: LotsLimit | null;
  /** Lots open and pending on the whole account. */
  readonly totalLots: LotsLimit | null;
  readonly tradesPerDay: CountLimit | null;
  /** Positions and pending orders at once. The plan may set a lower one. */
  readonly openTrades: CountLimit | null;
  /** Net worth in any one currency (or metal, or coin), open and pending. */
  readonly currencyExposure: AmountLimit | null;
  readonly spread: PointsLimit | null;
  readonly hours: HoursLimit | null;
  readonly stop: StopLimit | null;
  /** Least balance that may be traded. */
  readonly minimumBalance: AmountLimit | null;
  readonly freeMargin: MarginLimit | null;
  readonly bestDay: BestDayLimit | null;
}

/** Share of a limit from which it warns. */
export const WARN_SHARE = 0.8;
