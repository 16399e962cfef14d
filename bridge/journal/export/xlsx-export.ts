import writeXlsxFile, { type Cell } from "write-excel-file/node";
import type { StatisticsView } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { METRICS } from "#shared/trading/statistics/catalogue.ts";
import { metricWords } from "#shared/trading/statistics/metric-words.ts";
import { type ColumnValue, type Locale, TRADE_COLUMNS } from "./trade-columns.ts";

const SHEETS = { en: ["Trades", "Statistics"], id: ["Trade", "Statistik"] } as const;

function cellOf(value: ColumnValue): Cell {
  if (value === null) return null;
  if (value.kind === "text") return { type: String, value: value.value };
  if (value.kind === "time") return { type: Date, value: new Date(value.ms), format: "yyyy-mm-dd hh:mm:ss" };
  return value.digits === null
    ? { type: Number, value: value.value }
    : { type: Number, value: value.value, format: value.digits === 0 ? "0" : `0.${"0".repeat(value.digits)}` };
}

const head = (value: string): Cell => ({ type: String, value, fontWeight: "bold" });

/** A workbook: the trades, and the figures of each currency with their formulas. */
export async function xlsxExport(
  trades: readonly JournalTrade[],
  { currencies }: StatisticsView,
  locale: Locale,
): Promise<Uint8Array> {
  const [tradesSheet, figuresSheet] = SHEETS[locale];
  const words = metricWords(locale);
  const figures = currencies.flatMap(({ currency, digits, metrics }) => [
    [head(currency)],
    ...metrics.map(({ id, value, sample }): Cell[] => [
      { type: String, value: words[id].name },
      value === null ? null : { type: Number, value: METRICS[id].unit === "money" ? value / 10 ** digits : value },
      { type: Number, value: sample },
      { type: String, value: words[id].formula },
    ]),
  ]);
  const file = await writeXlsxFile([
    {
      sheet: tradesSheet,
      columns: TRADE_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: [
        TRADE_COLUMNS.map(({ title }) => head(title[locale])),
        ...trades.map((trade) => TRADE_COLUMNS.map(({ of }) => cellOf(of(trade)))),
      ],
    },
    { sheet: figuresSheet, columns: [{ width: 34 }, { width: 16 }, { width: 10 }, { width: 80 }], data: figures },
  ]).toBuffer();
  return new Uint8Array(file);
}
