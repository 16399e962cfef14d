import { type NumberStyle, readNumber } from "./report-numbers.ts";
import type { Row } from "./report-rows.ts";

/** Which columns of a list of deals hold the money. */
export interface MoneyColumns {
  readonly commission: number;
  /** Columns of further costs (fee); none in older reports. */
  readonly fees: readonly number[];
  readonly swap: number;
  readonly profit: number;
  readonly balance: number;
}

/** After time, deal, symbol, type, direction, volume, price, order. */
const FIRST = 8;
const CENT = 0.011;

/**
 * Finds commission, fee, swap, profit and balance of MetaTrader 5's deals by what they do: each balance is the one before
 * and the money of its row. Reports differ in whether they have a fee, a cost column and a comment.
 */
export function moneyColumns(rows: readonly Row[], width: number, style: NumberStyle): MoneyColumns {
  let best: { readonly columns: MoneyColumns; readonly held: number } | null = null;
  for (let balance = width - 1; balance >= FIRST + 3; balance -= 1) {
    for (const from of [FIRST, FIRST + 1]) {
      if (balance - from < 3) continue;
      const columns = columnsOf(from, balance);
      const held = follows(rows, columns, style);
      // The wider reading and the one further right win only by holding more often.
      if (best === null || held > best.held) best = { columns, held };
    }
  }
  return best !== null && best.held > 0.5 ? best.columns : columnsOf(FIRST, Math.max(FIRST + 3, usualBalance(width)));
}

/** The last but one, before the comment. */
const usualBalance = (width: number): number => Math.min(width - 2, FIRST + 4);

const columnsOf = (from: number, balance: number): MoneyColumns => ({
  commission: from,
  fees: Array.from({ length: balance - from - 3 }, (_, at) => from + 1 + at),
  swap: balance - 2,
  profit: balance - 1,
  balance,
});

/** What a row did to the balance: profit, swap, commission and fees together, in the report's currency. */
export function moneyOf(row: Row, { commission, fees, swap, profit }: MoneyColumns, style: NumberStyle): number {
  return [commission, ...fees, swap, profit].reduce((sum, at) => sum + (readNumber(row[at] ?? "", style) ?? 0), 0);
}

/** Share of the rows whose balance follows from the row before. */
function follows(rows: readonly Row[], columns: MoneyColumns, style: NumberStyle): number {
  let [held, seen] = [0, 0];
  let before: number | undefined;
  for (const row of rows.slice(0, 2_000)) {
    const balance = readNumber(row[columns.balance] ?? "", style);
    if (balance === undefined) continue;
    seen += 1;
    if (before === undefined || Math.abs(balance - before - moneyOf(row, columns, style)) <= CENT) held += 1;
    before = balance;
  }
  return seen === 0 ? 0 : held / seen;
}
