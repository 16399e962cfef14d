import { METRICS, type MetricId } from "#shared/trading/statistics/catalogue.ts";
import { statisticsOf } from "#shared/trading/statistics/statistics.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import type { Report } from "./report.ts";

/** A figure that a report prints, beside ours. */
export interface CheckedFigure {
  readonly id: MetricId;
  readonly printed: string;
  readonly ours: string;
  readonly agrees: boolean;
}

/** Computes anew what the report's own summary says; each figure is compared to the last digit that is printed. */
export function checkReport({ deals, firstBalance, printed, digits }: Report): readonly CheckedFigure[] {
  const book = tradesOf(deals);
  const trades = book.trades.map((trade) => ({ ...trade, risk: null }));
  const { metrics } = statisticsOf({ ...book, trades, firstBalance });
  return printed.flatMap(({ id, value, text, decimals }): CheckedFigure[] => {
    const ours = metrics.find((metric) => metric.id === id)?.value ?? null;
    // MetaTrader prints 0 where there is nothing to divide by.
    if (ours === null) return [];
    const { unit } = METRICS[id];
    const shown = unit === "count" ? 0 : Math.max(decimals, unit === "money" ? digits : 2);
    return [
      { id, printed: text, ours: ours.toFixed(shown), agrees: Math.abs(ours - value) <= 0.5 * 10 ** -shown + 1e-6 },
    ];
  });
}
