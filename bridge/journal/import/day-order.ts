import { damaged } from "./report-error.ts";
import type { ReportRows, Row } from "./report-rows.ts";

const YEAR_LAST = /^(\d{1,2})([.\-/])(\d{1,2})\2(\d{4})(?=$|[ T])/;

/**
 * Dates with the year first, as MetaTrader writes them. What passed through an agency's hands may say 05.03.2024 or
 * 03/05/2024: one report has one way, which a day beyond the twelfth gives away; without one the day comes first.
 * @throws FairleadError REPORT_DAMAGED when some dates can only be read the one way and some only the other
 */
export function yearFirst(report: ReportRows): ReportRows {
  const found: Record<"day" | "month", string | undefined> = { day: undefined, month: undefined };
  let any = false;
  for (const row of report.rows) {
    for (const cell of row) {
      // Most cells are shorter than a date: a report of ten megabytes has more than a million.
      const [, a, , b] = cell.length < 8 ? [] : (YEAR_LAST.exec(cell) ?? []);
      if (a === undefined || b === undefined) continue;
      any = true;
      if (Number(a) > 12) found.day ??= cell;
      else if (Number(b) > 12) found.month ??= cell;
    }
  }
  if (!any) return report;
  if (found.day !== undefined && found.month !== undefined) {
    throw damaged(`the date ${found.month}`, `the day first, as in ${found.day}`, "the month first");
  }
  const order = found.month === undefined ? "$4.$3.$1" : "$4.$1.$3";
  return { ...report, rows: report.rows.map((row): Row => row.map((cell) => cell.replace(YEAR_LAST, order))) };
}
