import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { KnownClose } from "#shared/trading/trades/assign-positions.ts";
import { dealWith, OPENING } from "./blank-deal.ts";
import { Cells } from "./cells.ts";
import type { Table } from "./find-tables.ts";
import type { ReadDeals } from "./report.ts";
import { damaged, quoted } from "./report-error.ts";
import { decimalsOf, type NumberStyle } from "./report-numbers.ts";
import { readTime } from "./report-times.ts";
import { sidesOf } from "./sides.ts";

const [OPEN_TIME, POSITION, SYMBOL, TYPE, VOLUME, OPEN_PRICE, STOP, TARGET] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** The column of the close's time: the second time of the row. */
const closeColumn = (cells: Cells): number => {
  for (let at = OPEN_PRICE; at < cells.length; at += 1) if (readTime(cells.text(at)) !== undefined) return at;
  return 8;
};

/** The last column that holds something: a workbook's merged cells leave empty ones behind. */
const profitColumn = (cells: Cells): number => {
  for (let at = cells.length - 1; at > OPEN_PRICE; at -= 1) if (!cells.isEmpty(at)) return at;
  return cells.length - 1;
};

/** Which exit ended each position, as MetaTrader 5's list of closed positions tells. */
export function readMt5Closes({ rows }: Table, style: NumberStyle): readonly KnownClose[] {
  return rows.flatMap((row): KnownClose[] => {
    const cells = new Cells(row, style);
    const at = closeColumn(cells);
    if (!cells.isNumber(at + 1)) return [];
    const symbol = cells.text(SYMBOL).slice(0, 64);
    const last = profitColumn(cells);
    const profit = cells.isNumber(last) ? cells.number(last) : 0;
    const [position, closeMs, closePrice] = [cells.ticket(POSITION), cells.time(at), cells.number(at + 1)];
    return [{ position, symbol, closeMs, closePrice, profit }];
  });
}

/** Closed positions as they show which word means buy. */
export const closedOf = ({ rows }: Pick<Table, "rows">, style: NumberStyle) =>
  rows.map((row) => {
    const cells = new Cells(row, style);
    const amount = (at: number): number => (cells.isNumber(at) ? cells.number(at) : 0);
    const [close, last] = [closeColumn(cells), profitColumn(cells)];
    const profit = amount(last);
    return { word: cells.text(TYPE), openPrice: amount(OPEN_PRICE), closePrice: amount(close + 1), profit };
  });

/** Levels that orders were sent with, by order. */
export function readMt5Levels(
  { rows }: Table,
  style: NumberStyle,
): ReadonlyMap<bigint, Pick<BrokerDeal, "stopLoss" | "takeProfit">> {
  return new Map(
    rows.map((row) => {
      const cells = new Cells(row, style);
      const level = (at: number): number => (cells.isNumber(at) ? cells.number(at) : 0);
      return [cells.ticket(POSITION), { stopLoss: level(STOP), takeProfit: level(TARGET) }] as const;
    }),
  );
}

/** A report that lists closed positions alone, without the deals: each is one entry and one exit. */
export function readMt5Positions({ rows }: Table, style: NumberStyle): ReadDeals {
  const read = rows.map((row) => new Cells(row, style));
  const sides = sidesOf(
    read.map((cells) => cells.text(TYPE)),
    closedOf({ rows }, style),
  );
  let decimals = 0;
  const deals = read.flatMap((cells): BrokerDeal[] => {
    const kind = sides.get(cells.text(TYPE));
    if (kind === undefined) throw damaged(cells.place, "buy or sell", quoted(cells.text(TYPE)));
    const ticket = cells.ticket(POSITION);
    const close = closeColumn(cells);
    const last = profitColumn(cells);
    const common = {
      position: ticket,
      order: ticket,
      symbol: cells.text(SYMBOL).slice(0, 64),
      volume: cells.lots(VOLUME),
    };
    decimals = Math.max(decimals, decimalsOf(cells.text(last), style));
    return [
      dealWith({
        ...common,
        ticket: ticket | OPENING,
        timeMs: cells.time(OPEN_TIME),
        kind,
        entry: "in",
        price: cells.number(OPEN_PRICE),
      }),
      dealWith({
        ...common,
        ticket,
        timeMs: cells.time(close),
        kind: kind === "buy" ? "sell" : "buy",
        entry: "out",
        price: cells.number(close + 1),
        commission: last - close >= 4 ? cells.amount(close + 2) : 0,
        swap: cells.amount(last - 1),
        profit: cells.number(last),
      }),
    ];
  });
  return { deals, closes: [], firstBalance: null, decimals, skipped: new Map(), break: null };
}
