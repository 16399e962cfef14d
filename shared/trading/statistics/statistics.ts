import { type BalanceCurve, balanceCurve } from "./balance-curve.ts";
import { METRIC_IDS } from "./catalogue.ts";
import { type DaySum, daysOf, extremeDays } from "./days.ts";
import { drawdownOf } from "./drawdown.ts";
import { balanceDrawdownMetrics, equityDrawdownMetrics } from "./drawdown-metrics.ts";
import { type EquityCurve, equityCurve } from "./equity-curve.ts";
import { expectancyMetric } from "./expectancy.ts";
import { growthMetrics } from "./growth.ts";
import { holdingMetrics } from "./holding.ts";
import { type FigureInput, figureInput, type StatisticsInput } from "./input.ts";
import { type Metric, type MissingReason, metric } from "./metric.ts";
import { ratioMetrics } from "./ratio-metrics.ts";
import { streakMetrics, streaksOf } from "./streaks.ts";
import { totalMetrics, totalsOf } from "./totals.ts";
import { zMetrics } from "./z-score.ts";

/** Everything that is computed of trades in one currency; raw account currency, to be rounded once where it is shown. */
export interface Statistics {
  /** One of each, in the order of the catalogue. */
  readonly metrics: readonly Metric[];
  readonly curve: BalanceCurve;
  /** Null: none was recorded. */
  readonly equity: EquityCurve | null;
  readonly best: DaySum | null;
  readonly worst: DaySum | null;
}

/** All figures of trades that are given as objects; the order in which they are given does not matter. */
export const statisticsOf = (given: StatisticsInput): Statistics => figuresOf(figureInput(given));

/**
 * All figures.
 * @param noEquity why the equity's cannot be said when `input.equity` is empty
 */
export function figuresOf(input: FigureInput, noEquity: MissingReason = "notRecorded"): Statistics {
  const { columns } = input;
  const { count } = columns;
  const curve = balanceCurve(input);
  const totals = totalsOf(columns);
  const streaks = streaksOf(columns);
  const { maximal } = drawdownOf(curve);
  const { best, worst } = extremeDays(daysOf(columns));
  const equity = equityCurve(curve, columns, input.equity);
  const found = [
    ...totalMetrics(totals),
    metric("recoveryFactor", maximal > 0 ? totals.net / maximal : "noLosses", count),
    expectancyMetric(columns),
    ...zMetrics(totals.wins, totals.losses, streaks.won.count + streaks.lost.count),
    ...streakMetrics(streaks, count),
    ...balanceDrawdownMetrics(curve, count, input.firstBalance !== null),
    ...equityDrawdownMetrics(equity, noEquity),
    ...ratioMetrics(curve),
    ...growthMetrics(input),
    ...holdingMetrics(columns),
  ];
  const byId = new Map(found.map((one) => [one.id, one]));
  return { metrics: METRIC_IDS.flatMap((id) => byId.get(id) ?? []), curve, equity, best, worst };
}
