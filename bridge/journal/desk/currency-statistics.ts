import type { CurrencyStatistics, DayResult, MetricView } from "#shared/contract/journal-statistics.ts";
import { dayText } from "#shared/trading/statistics/broker-day.ts";
import { METRICS } from "#shared/trading/statistics/catalogue.ts";
import type { DaySum } from "#shared/trading/statistics/days.ts";
import { distributionOf } from "#shared/trading/statistics/distribution.ts";
import { heatmapOf } from "#shared/trading/statistics/heatmap.ts";
import type { FigureInput } from "#shared/trading/statistics/input.ts";
import type { Metric } from "#shared/trading/statistics/metric.ts";
import { figuresOf } from "#shared/trading/statistics/statistics.ts";
import { type DrawnCurve, drawnCurve, drawnEquity } from "#shared/trading/statistics/thin-curve.ts";
import { type Grouping, groupLabels, partsOf } from "./grouping.ts";
import type { ShelfAccount, ShelfTrade } from "./shelf-trade.ts";
import { minorOf } from "./trade-view.ts";

/** Trades of one currency with the accounts they were made on; `columns` row by row as `trades`. */
export interface CurrencyInput extends FigureInput {
  readonly trades: readonly ShelfTrade[];
  readonly currency: string;
  readonly digits: number;
  readonly accounts: readonly ShelfAccount[];
  /** Drawdowns of the equity as a report prints them, where ours cannot be said. */
  readonly printedEquity?: ReadonlyMap<string, number> | undefined;
  /** Why there is no equity, when there is none. */
  readonly noEquity: "notRecorded" | "oneAccount";
}

/** Figures, curves, distribution, heat map and parts, in minor units: each rounded here, once. */
export function currencyStatistics(input: CurrencyInput, groupBy: Grouping | undefined): CurrencyStatistics {
  const { trades, columns, currency, digits, accounts } = input;
  const { metrics, curve, equity, best, worst } = figuresOf(input, input.noEquity);
  const { edges, counts } = distributionOf(columns);
  const heatmap = heatmapOf(columns);
  const minor = (column: Float64Array): Float64Array => column.map((value) => minorOf(value, digits));
  const shown = ({ timeMs, value, drawdown }: DrawnCurve) => ({
    timeMs,
    value: minor(value),
    drawdown: minor(drawdown),
  });
  const { value: balance, ...balanceCurve } = shown(drawnCurve(curve));
  return {
    currency,
    digits,
    accountIds: accounts.map(({ id }) => id),
    trades: trades.length,
    metrics: metrics.map((one) => metricView(printedOr(one, input.printedEquity), digits)),
    bestDay: best && dayView(best, digits),
    worstDay: worst && dayView(worst, digits),
    curve: { ...balanceCurve, balance },
    equity: equity && { sinceMs: equity.sinceMs, minutes: equity.samples, ...shown(drawnEquity(equity)) },
    distribution: { edges: minor(edges), counts },
    heatmap: { netMinor: minor(heatmap.net), trades: heatmap.trades },
    groups: groupBy === undefined ? [] : groupViews(input, groupBy, digits),
  };
}

/** A figure that the report itself told, where there is no recorded equity to compute it from. */
function printedOr(one: Metric, printed: CurrencyInput["printedEquity"]): Metric & { readonly printed?: true } {
  const value = one.value === null ? printed?.get(one.id) : undefined;
  return value === undefined ? one : { ...one, value, why: null, printed: true };
}

export const metricView = (one: Metric & { readonly printed?: true }, digits: number): MetricView => ({
  ...one,
  value: one.value !== null && METRICS[one.id].unit === "money" ? minorOf(one.value, digits) : one.value,
});

export const dayView = ({ day, net, trades, wins }: DaySum, digits: number): DayResult => ({
  day: dayText(day),
  netMinor: minorOf(net, digits),
  trades,
  wins,
});

function groupViews({ columns, trades }: CurrencyInput, by: Grouping, digits: number): CurrencyStatistics["groups"] {
  const labels = groupLabels(by, trades);
  const minor = (value: number): number => minorOf(value, digits);
  return partsOf(columns, (row) => trades[row], by).map(({ key, totals, profitFactor, drawdown, expectancyR }) => ({
    key,
    label: labels.get(key) ?? key,
    trades: totals.trades,
    wins: totals.wins,
    netMinor: minor(totals.net),
    grossProfitMinor: minor(totals.grossProfit),
    grossLossMinor: minor(totals.grossLoss),
    profitFactor,
    payoffMinor: totals.trades === 0 ? null : minor(totals.net / totals.trades),
    drawdownMinor: minor(drawdown),
    expectancyR,
  }));
}
