import { z } from "zod";
import { METRIC_IDS } from "../trading/statistics/catalogue.ts";
import { AccountIdSchema, Column, Count, Finite, Text, TimeMs } from "./primitives.ts";

/** A figure with what it rests on. Formula, unit and source stand in shared/trading/statistics/catalogue.ts under its id. */
export const MetricView = z.object({
  id: z.enum(METRIC_IDS),
  /** Money in minor units; percent as 12.5; durations in ms. Null: cannot be said, `why` tells. */
  value: Finite.nullable(),
  why: z
    .enum(["noTrades", "noLosses", "tooFew", "notRecorded", "oneAccount", "noRisk", "noCapital", "noDeviation"])
    .nullable(),
  /** Trades, days or returns that it was computed from, and how many it should have to be trusted. */
  sample: Count,
  needs: Count,
  /** True: told by the report itself, not computed here. */
  printed: z.literal(true).optional(),
});
export type MetricView = z.infer<typeof MetricView>;

/** Days are of broker time: 2026-11-20. */
const DayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const DayResult = z.object({ day: DayText, netMinor: z.int(), trades: Count, wins: Count });
export type DayResult = z.infer<typeof DayResult>;

export const GROUPINGS = [
  "account",
  "session",
  "strategy",
  "symbol",
  "side",
  "hour",
  "weekday",
  "day",
  "month",
] as const;

/** Part of the trades. Keys: account id, session id ("" = none), hour "00".."23" and weekday "1" (Monday).."7" of the entry, day, month 2026-11 of the close. */
export const TradeGroup = z.object({
  key: Text,
  /** Name of a session; else the key. */
  label: Text,
  trades: Count,
  wins: Count,
  netMinor: z.int(),
  grossProfitMinor: z.int(),
  grossLossMinor: z.int(),
  profitFactor: Finite.nullable(),
  payoffMinor: z.int().nullable(),
  drawdownMinor: z.int(),
  /** Mean of net / risk over the trades whose risk is known. */
  expectancyR: Finite.nullable(),
});
export type TradeGroup = z.infer<typeof TradeGroup>;

/** Everything that can be said of trades in one currency. */
export const CurrencyStatistics = z.object({
  currency: Text,
  digits: z.int().min(0).max(8),
  accountIds: z.array(AccountIdSchema),
  trades: Count,
  metrics: z.array(MetricView),
  bestDay: DayResult.nullable(),
  worstDay: DayResult.nullable(),
  /** Balance after each change, and how far below its highest it stands (<= 0); money in minor units. At most 2,000 points, extremes kept. */
  curve: z.object({ timeMs: Column, balance: Column, drawdown: Column }),
  /**
   * Equity since it was first recorded, over `minutes` recorded minutes, and how far below its highest; null: none was, or
   * the question is not about one whole account. Thinned like `curve`.
   */
  equity: z.object({ sinceMs: TimeMs, minutes: Count, timeMs: Column, value: Column, drawdown: Column }).nullable(),
  /** Number of trades by net result; edges ascending, `counts` one shorter than `edges`, money in minor units. */
  distribution: z.object({ edges: Column, counts: Column }),
  /** 168 cells, weekday (Monday first) * 24 + hour of the entry, broker time. */
  heatmap: z.object({ netMinor: Column, trades: Column }),
  groups: z.array(TradeGroup),
});
export type CurrencyStatistics = z.infer<typeof CurrencyStatistics>;

/** One unit of `from` is `rate` of the wanted currency: given by the user, shown with the figures. */
export const RateInput = z.strictObject({ from: z.string().min(1).max(16), rate: z.number().positive().finite() });
export const Conversion = z.strictObject({ currency: z.string().min(1).max(16), rates: z.array(RateInput).max(32) });

export type Conversion = z.infer<typeof Conversion>;

export const StatisticsView = z.object({
  /** Each currency by itself: never added up. */
  currencies: z.array(CurrencyStatistics),
  /** All of them in one, only when it was asked for; with the rates that were used. */
  converted: z.object({ statistics: CurrencyStatistics, rates: z.array(RateInput) }).nullable(),
  fromMs: TimeMs.nullable(),
  toMs: TimeMs.nullable(),
});
export type StatisticsView = z.infer<typeof StatisticsView>;

export const CalendarDay = DayResult.extend({ currency: Text, digits: z.int().min(0).max(8) });
export type CalendarDay = z.infer<typeof CalendarDay>;
