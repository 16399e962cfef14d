import type { Instrument } from "#shared/contract/market.ts";
import type { SymbolMeasures } from "#shared/contract/monitor.ts";
import type { TextKey } from "../../i18n/i18n.ts";

/** A row of the monitor: an instrument and what is measured of it. */
export interface MonitorRow {
  readonly instrument: Instrument;
  readonly measures: SymbolMeasures;
}

export const COLUMNS = [
  "symbol",
  "feed",
  "spread",
  "median",
  "p95",
  "rate",
  "atr",
  "volatility",
  "day",
  "gap",
  "hours",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Columns of figures: written to the right, sorted from the largest on. */
const FIGURES: ReadonlySet<Column> = new Set(["spread", "median", "p95", "rate", "atr", "volatility", "day", "gap"]);
export const isFigure = (column: Column): boolean => FIGURES.has(column);

export const columnName = (column: Column): TextKey => `monitor.column.${column}`;

/** What a column is sorted by; undefined stays at the end whichever way. */
function valueOf({ instrument, measures }: MonitorRow, column: Column): number | string | undefined {
  const { spread, rate, daily, feed, hours } = measures;
  switch (column) {
    case "symbol":
      return instrument.symbol;
    case "feed":
      return feed;
    case "spread":
      return spread?.now;
    case "median":
      return spread?.median;
    case "p95":
      return spread?.p95;
    case "rate":
      return rate;
    // In the money of one lot where it is known, so that different prices can be compared.
    case "atr":
      return daily?.atr === null || daily === null ? undefined : daily.atr * (instrument.gainPerPrice ?? 1);
    case "volatility":
      return daily?.volatility ?? undefined;
    // The furthest movers first, whichever way they went.
    case "day":
      return daily?.change === null || daily === null ? undefined : Math.abs(daily.change);
    case "gap":
      return daily?.gap ? Math.abs(daily.gap.jump) / (instrument.point || 1) : undefined;
    case "hours":
      return hours?.changesMs ?? undefined;
  }
}

/** Rows by a column; `descending` turns it round, rows without a value last. */
export function sortedRows(rows: readonly MonitorRow[], column: Column, descending: boolean): MonitorRow[] {
  const way = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    const order = typeof x === "string" ? x.localeCompare(String(y)) : x - Number(y);
    return order === 0 ? a.instrument.symbol.localeCompare(b.instrument.symbol) : order * way;
  });
}
