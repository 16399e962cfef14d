import { type BalanceCurve, balanceCurve } from "./balance-curve.ts";
import { METRIC_IDS } from "./catalogue.ts";
import { type DaySum, daysOf, extremeDays } from "./days.ts";
import { drawdownOf } from "./drawdown.ts";
import { balanceDrawdownMetrics, equityDrawdownMetrics } from "./drawdown-metrics.ts";
import { expectancyMetric } from "./expectancy.ts";
import { growthMetrics } from "./growth.ts";
import { holdingMetrics } from "./holding.ts";
import type { StatisticsInput } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { ratioMetrics } from "./ratio-metrics.ts";
import { runsOf, streakMetrics } from "./streaks.ts";
import { totalMetrics, totalsOf } from "./totals.ts";
import { zMetrics } from "./z-score.ts";

/** Everything that is computed of trades in one currency; raw account currency, to be rounded once where it is shown. */
export interface Statistics {
  /** One of each, in the order of the catalogue. */
  readonly metrics: readonly Metric[];
  readonly curve: BalanceCurve;
  readonly best: DaySum | null;
  readonly worst: DaySum | null;
}

/** All figures. The order in which trades are given does not matter: they are put in order of their close first. */
export function statisticsOf(given: StatisticsInput): Statistics {
  const input = { ...given, trades: inOrder(given.trades) };
  const { trades, equity } = input;
  const curve = balanceCurve(input);
  const totals = totalsOf(input);
  const runs = runsOf(trades);
  const { maximal } = drawdownOf(curve);
  const { best, worst } = extremeDays(daysOf(trades));
  const found = [
    ...totalMetrics(totals),
    metric("recoveryFactor", maximal > 0 ? totals.net / maximal : "noLosses", trades.length),
    expectancyMetric(trades),
    ...zMetrics(totals.wins, totals.losses, runs.length),
    ...streakMetrics(runs, trades.length),
    ...balanceDrawdownMetrics(curve, trades.length, input.firstBalance !== null),
    ...equityDrawdownMetrics(curve, equity),
    ...ratioMetrics(curve),
    ...growthMetrics(input),
    ...holdingMetrics(trades),
  ];
  const byId = new Map(found.map((one) => [one.id, one]));
  return { metrics: METRIC_IDS.flatMap((id) => byId.get(id) ?? []), curve, best, worst };
}

function inOrder(trades: StatisticsInput["trades"]): StatisticsInput["trades"] {
  const sorted = trades.every((trade, at) => {
    const before = trades[at - 1];
    return before === undefined || later(before, trade) <= 0;
  });
  return sorted ? trades : trades.toSorted(later);
}

type Closed = StatisticsInput["trades"][number];

const later = (a: Closed, b: Closed): number =>
  a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0);
