import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { dealWith } from "./blank-deal.ts";
import { Cells } from "./cells.ts";
import { directionsOf } from "./directions.ts";
import type { Table, TableRow } from "./find-tables.ts";
import { type MoneyColumns, moneyColumns } from "./money-columns.ts";
import { closedOf } from "./mt5-lists.ts";
import type { ReadDeals, SkippedRow } from "./report.ts";
import { damaged, quoted } from "./report-error.ts";
import { decimalsOf, type NumberStyle, readNumber } from "./report-numbers.ts";
import { readTime } from "./report-times.ts";
import { sidesOf } from "./sides.ts";
import { cashWord, isTakenBack, sideWord } from "./vocabulary.ts";

const [TIME, DEAL, SYMBOL, TYPE, DIRECTION, VOLUME, PRICE, ORDER] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const CENT = 0.011;

/** A row of money alone goes in no direction and has no lots; a dividend may name its share. */
const isCash = ({ cells }: TableRow): boolean =>
  (cells[SYMBOL] === "" || (cells[DIRECTION] ?? "") === "") && /^[0.,]*$/.test(cells[VOLUME] ?? "");

/**
 * Reads MetaTrader 5's list of deals, as its account and tester reports print it. Positions are not told there; the list of
 * closed ones, where there is one, tells best which word is the buy.
 */
export function readMt5Deals(table: Table, style: NumberStyle, closed?: Table): ReadDeals {
  const { width } = table;
  const rows = oldestFirst(table.rows);
  const columns = moneyColumns(
    rows.map(({ cells }) => cells),
    width,
    style,
  );
  const takenBack = rows.filter((row) => !isCash(row) && isTakenBack(row.cells[TYPE] ?? ""));
  const apart = new Set(takenBack);
  const traded = rows.filter((row) => !isCash(row) && !apart.has(row));
  const profitOf = ({ cells }: TableRow): number =>
    (readNumber(cells[columns.profit] ?? "", style) ?? 0) || (readNumber(cells[columns.swap] ?? "", style) ?? 0);
  const directions = directionsOf(traded.map((row) => ({ word: row.cells[DIRECTION] ?? "", profit: profitOf(row) })));
  const sides = sidesOf(
    traded.map(({ cells }) => cells[TYPE] ?? ""),
    traded.some(({ cells }) => sideWord(cells[TYPE] ?? "") === undefined)
      ? closed === undefined
        ? exitsOf(traded, directions, profitOf, style)
        : closedOf(closed, style)
      : [],
  );
  const deals: BrokerDeal[] = [];
  const skipped: ReadonlyMap<SkippedRow, number> = new Map(
    takenBack.length === 0 ? [] : [["cancelledOrder", takenBack.length]],
  );
  let balance: number | null = null;
  let firstBalance: number | null = null;
  let broken: ReadDeals["break"] = null;
  let decimals = 0;
  for (const row of rows) {
    const cells = new Cells(row, style);
    const read =
      isCash(row) || apart.has(row) ? cashDeal(cells, columns) : tradeDeal(cells, columns, directions, sides);
    const money = read.profit + read.swap + read.commission + read.fee;
    const told = cells.isNumber(columns.balance) ? cells.number(columns.balance) : null;
    // Credit stands in the list, but not in the balance: a word that is not known is found out by that.
    const unmoved = isCash(row) && told !== null && balance !== null && money !== 0 && Math.abs(told - balance) <= CENT;
    const deal = unmoved ? { ...read, kind: "credit" as const } : read;
    const moves = deal.kind === "credit" ? 0 : money;
    if (told !== null) {
      firstBalance ??= told - moves;
      const expected = balance === null ? told : balance + moves;
      if (Math.abs(told - expected) > CENT) {
        broken ??= { place: cells.place, expected: `a balance of ${expected.toFixed(2)}`, found: told.toFixed(2) };
      }
      balance = told;
    } else if (balance !== null) balance += moves;
    decimals = Math.max(
      decimals,
      decimalsOf(cells.text(columns.profit), style),
      decimalsOf(cells.text(columns.balance), style),
    );
    deals.push(deal);
  }
  return { deals, closes: [], firstBalance, decimals, skipped, break: broken };
}

/** The terminal prints a list as its user had sorted it; a running balance needs the order of happening. */
function oldestFirst(rows: readonly TableRow[]): readonly TableRow[] {
  const at = (row: TableRow | undefined): number => readTime(row?.cells[TIME] ?? "") ?? 0;
  return at(rows[0]) > at(rows.at(-1)) ? rows.toReversed() : rows;
}

function money(cells: Cells, { commission, fees, swap, profit }: MoneyColumns) {
  return {
    commission: cells.amount(commission),
    fee: fees.reduce((sum, at) => sum + cells.amount(at), 0),
    swap: cells.amount(swap),
    profit: cells.amount(profit),
  };
}

const commentOf = (cells: Cells, { balance }: MoneyColumns): string => cells.text(balance + 1).slice(0, 255);

function cashDeal(cells: Cells, columns: MoneyColumns): BrokerDeal {
  return dealWith({
    ticket: cells.ticket(DEAL),
    timeMs: cells.time(TIME),
    kind: cashWord(cells.text(TYPE)),
    entry: "other",
    comment: commentOf(cells, columns),
    ...money(cells, columns),
  });
}

function tradeDeal(
  cells: Cells,
  columns: MoneyColumns,
  directions: ReadonlyMap<string, BrokerDeal["entry"]>,
  sides: ReadonlyMap<string, "buy" | "sell">,
): BrokerDeal {
  const kind = sides.get(cells.text(TYPE));
  if (kind === undefined) throw damaged(`${cells.place}, column ${TYPE + 1}`, "buy or sell", quoted(cells.text(TYPE)));
  const comment = commentOf(cells, columns);
  return dealWith({
    ticket: cells.ticket(DEAL),
    timeMs: cells.time(TIME),
    kind,
    entry: directions.get(cells.text(DIRECTION)) ?? "other",
    symbol: cells.text(SYMBOL).slice(0, 64),
    volume: cells.lots(VOLUME),
    price: cells.number(PRICE),
    order: cells.isEmpty(ORDER) ? 0n : cells.ticket(ORDER),
    origin: originOf(comment),
    comment,
    ...money(cells, columns),
  });
}

/** The server writes why a position closed at the head of the comment. */
const originOf = (comment: string): BrokerDeal["origin"] =>
  /^\[?sl /i.test(comment)
    ? "stopLoss"
    : /^\[?tp /i.test(comment)
      ? "takeProfit"
      : /^\[?so /i.test(comment)
        ? "stopOut"
        : "other";

/**
 * Exits with the price at which the oldest open entry of their symbol and size began: enough to tell by majority which
 * word is the buy. The word of an exit is the opposite of its position's side, so it stands as the entry's opposite.
 */
function exitsOf(
  rows: readonly TableRow[],
  directions: ReadonlyMap<string, BrokerDeal["entry"]>,
  profitOf: (row: TableRow) => number,
  style: NumberStyle,
) {
  const open = new Map<string, { readonly word: string; readonly price: number }[]>();
  return rows.flatMap((row) => {
    const [word = "", symbol = "", lots = ""] = [row.cells[TYPE], row.cells[SYMBOL], row.cells[VOLUME]];
    const price = readNumber(row.cells[PRICE] ?? "", style) ?? 0;
    const key = `${symbol} ${lots}`;
    const waiting = open.get(key) ?? [];
    open.set(key, waiting);
    if (directions.get(row.cells[DIRECTION] ?? "") === "in") {
      waiting.push({ word, price });
      return [];
    }
    const entry = waiting.shift();
    if (entry === undefined) return [];
    return [{ word: entry.word, openPrice: entry.price, closePrice: price, profit: profitOf(row) }];
  });
}
