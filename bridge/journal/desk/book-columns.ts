import { columnsOf, type TradeColumns } from "#shared/trading/statistics/columns.ts";
import type { ShelfBook } from "./shelf-trade.ts";

interface Known {
  readonly openCosts: ShelfBook["openCosts"];
  readonly columns: TradeColumns;
}

const KNOWN = new WeakMap<ShelfBook["trades"], Known>();

/** A book's trades as columns: made with the first question, kept until the trades change. */
export function columnsOfBook({ trades, openCosts }: Pick<ShelfBook, "trades" | "openCosts">): TradeColumns {
  const known = KNOWN.get(trades);
  if (known?.openCosts === openCosts) return known.columns;
  const columns = columnsOf(trades, openCosts);
  KNOWN.set(trades, { openCosts, columns });
  return columns;
}
