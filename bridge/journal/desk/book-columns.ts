import { columnsOf, type TradeColumns } from "#shared/trading/statistics/columns.ts";
import type { ShelfBook } from "./shelf-trade.ts";

const KNOWN = new WeakMap<ShelfBook, TradeColumns>();

/** A book's trades as columns: made with the first question, kept until the book changes. */
export function columnsOfBook(book: ShelfBook): TradeColumns {
  const known = KNOWN.get(book);
  if (known !== undefined) return known;
  const columns = columnsOf(book.trades, book.book.openCosts);
  KNOWN.set(book, columns);
  return columns;
}
