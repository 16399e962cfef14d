import { type NumberStyle, readNumber, readTicket } from "./report-numbers.ts";
import type { ReportRows, Row } from "./report-rows.ts";
import { readTime } from "./report-times.ts";

/**
 * MetaTrader's lists, known by their shape in any language: MT5's rows begin with a time and a number, MT4's with a
 * number and a time. Orders show "volume / volume"; closed positions have a second time; deals have neither.
 */
export type TableKind = "deals5" | "positions5" | "orders5" | "open5" | "trades4" | "tester4";

export interface TableRow {
  readonly cells: Row;
  /** Line of the page, or row of the sheet. */
  readonly place: number;
}

export interface Table {
  readonly kind: TableKind;
  /** Cells of the row above it: how wide its rows are. */
  readonly width: number;
  readonly rows: readonly TableRow[];
}

export interface FoundTables {
  readonly tables: readonly Table[];
  /** Rows that belong to no list: headings, settings, summary; in order. */
  readonly others: readonly TableRow[];
}

const PAIR = /^[\d ., ]+[KM]?\s*\/[\d ., ]+[KM]?$/;

type Family = "five" | "four" | null;

function familyOf(row: Row): Family {
  const [a = "", b = ""] = row;
  if (row.length < 5) return null;
  if (readTime(a) !== undefined && readTicket(b) !== undefined) return "five";
  return readTicket(a) !== undefined && readTime(b) !== undefined ? "four" : null;
}

/** Some statements of MetaTrader 4 number their rows: the number is none of a row's cells. */
const isNumbered = ([a = "", b = "", c = ""]: Row): boolean =>
  readTicket(a) !== undefined && readTicket(b) !== undefined && readTime(c) !== undefined;

/** Takes a report apart into its lists and the rest. Lists of one kind that were printed in parts become one. */
export function findTables({ rows, places }: ReportRows, style: NumberStyle): FoundTables {
  const others: TableRow[] = [];
  const runs: { family: Exclude<Family, null>; width: number; rows: TableRow[] }[] = [];
  let before: Family = null;
  let width = 0;
  for (const [at, printed] of rows.entries()) {
    const cells = isNumbered(printed) ? printed.slice(1) : printed;
    const row: TableRow = { cells, place: places[at] ?? at + 1 };
    const family = familyOf(cells);
    if (family === null) {
      if (cells.length >= 5) width = cells.length;
      others.push(row);
    } else if (family === before) runs.at(-1)?.rows.push(row);
    else runs.push({ family, width: Math.max(width, cells.length), rows: [row] });
    before = family;
  }
  const tables = new Map<TableKind, Table>();
  for (const run of runs) {
    const kind = run.family === "five" ? kindOfFive(run.rows, style) : kindOfFour(run.rows, style);
    const known = tables.get(kind);
    tables.set(kind, {
      kind,
      width: Math.max(run.width, known?.width ?? 0),
      rows: known === undefined ? run.rows : [...known.rows, ...run.rows],
    });
  }
  return { tables: [...tables.values()], others };
}

function kindOfFive(rows: readonly TableRow[], style: NumberStyle): TableKind {
  const votes: Record<"deals5" | "positions5" | "orders5" | "open5", number> = {
    deals5: 0,
    positions5: 0,
    orders5: 0,
    open5: 0,
  };
  for (const { cells } of rows) {
    const fifth = cells[4] ?? "";
    if (PAIR.test(fifth)) votes.orders5 += 1;
    else if (cells.slice(5).some((cell) => readTime(cell) !== undefined)) votes.positions5 += 1;
    else if (readNumber(fifth.replace(/(?<=\d) ?[KM]$/, ""), style) === undefined) votes.deals5 += 1;
    else votes.open5 += 1;
  }
  const [best] = (Object.keys(votes) as (keyof typeof votes)[]).toSorted((a, b) => votes[b] - votes[a]);
  return best ?? "deals5";
}

/** The tester's rows have the order's number where an account's have the lots, and the lots where those have the symbol. */
function kindOfFour(rows: readonly TableRow[], style: NumberStyle): TableKind {
  const tester = rows.filter(
    ({ cells }) => readTicket(cells[3] ?? "") !== undefined && readNumber(cells[4] ?? "", style) !== undefined,
  );
  return tester.length > rows.length / 2 ? "tester4" : "trades4";
}
