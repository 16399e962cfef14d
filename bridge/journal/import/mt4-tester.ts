import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { dealWith, OPENING } from "./blank-deal.ts";
import { Cells } from "./cells.ts";
import type { Table } from "./find-tables.ts";
import { Mt4Rests } from "./mt4-rests.ts";
import type { ReadDeals, SkippedRow } from "./report.ts";
import { decimalsOf, type NumberStyle } from "./report-numbers.ts";
import { sidesOf } from "./sides.ts";

const [, TIME, TYPE, ORDER, LOTS, PRICE, STOP, TARGET, PROFIT, BALANCE] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const CENT = 0.011;

/** A row with a balance ends an order; the last row of that order before it that is no change of it began the position. */
const ends = (cells: Cells): boolean => cells.isNumber(PROFIT) && cells.isNumber(BALANCE);

/**
 * Reads MetaTrader 4's tester: one row for each thing that happened to an order. Profits are net of everything, and each
 * has the balance beside it. The symbol stands in the settings.
 */
export function readMt4Tester({ rows }: Table, style: NumberStyle, symbol: string): ReadDeals {
  const read = rows.map((row) => new Cells(row, style));
  const began = new Map<string, Cells>();
  const closed: { readonly from: Cells | undefined; readonly to: Cells }[] = [];
  const ended = new Set<string>();
  const rests = new Mt4Rests<Cells>();
  for (const cells of read) {
    const order = cells.text(ORDER);
    if (!ends(cells)) {
      // Changes of a level repeat the order's number under a word of their own; what opened it came first, or last of two
      // sides (a pending order that was filled).
      const before = began.get(order);
      if (before === undefined || isSide(cells) || !isSide(before)) began.set(order, cells);
      continue;
    }
    const own = began.get(order);
    const lots = cells.amount(LOTS);
    closed.push({ from: own ?? rests.take(lots), to: cells });
    if (own !== undefined && !ended.has(order)) rests.ended(own, lots, own.amount(LOTS));
    ended.add(order);
  }
  const sides = sidesOf(
    closed.flatMap(({ from }) => from?.text(TYPE) ?? []),
    closed.flatMap(({ from, to }) =>
      from === undefined
        ? []
        : [
            {
              word: from.text(TYPE),
              openPrice: from.amount(PRICE),
              closePrice: to.amount(PRICE),
              profit: to.amount(PROFIT),
            },
          ],
    ),
  );
  let balance: number | null = null;
  let firstBalance: number | null = null;
  let broken: ReadDeals["break"] = null;
  let decimals = 0;
  const deals = closed.flatMap(({ from, to }): BrokerDeal[] => {
    const profit = to.number(PROFIT);
    const told = to.number(BALANCE);
    firstBalance ??= told - profit;
    if (balance !== null && Math.abs(told - balance - profit) > CENT) {
      broken ??= { place: to.place, expected: `a balance of ${(balance + profit).toFixed(2)}`, found: told.toFixed(2) };
    }
    balance = told;
    decimals = Math.max(decimals, decimalsOf(to.text(PROFIT), style));
    const ticket = to.ticket(ORDER);
    const side = sides.get(from?.text(TYPE) ?? "") ?? "buy";
    const common = { position: ticket, order: ticket, symbol, volume: to.number(LOTS) };
    const exit = dealWith({
      ...common,
      ticket,
      timeMs: to.time(TIME),
      kind: side === "buy" ? "sell" : "buy",
      entry: "out",
      price: to.number(PRICE),
      profit,
      origin: originOf(to.text(TYPE)),
    });
    if (from === undefined) return [exit];
    const levels = { stopLoss: from.amount(STOP), takeProfit: from.amount(TARGET) };
    const opening = { ticket: ticket | OPENING, timeMs: from.time(TIME), kind: side, entry: "in" } as const;
    return [dealWith({ ...common, ...opening, ...levels, price: from.number(PRICE) }), exit];
  });
  const left = [...began.keys()].filter((order) => !ended.has(order)).length;
  const skipped = new Map<SkippedRow, number>(left === 0 ? [] : [["cancelledOrder", left]]);
  return { deals, closes: [], firstBalance, decimals, skipped, break: broken };
}

const isSide = (cells: Cells): boolean => sidesOf([cells.text(TYPE)], []).size > 0;

const originOf = (word: string): BrokerDeal["origin"] =>
  /^s ?\/ ?l$/i.test(word) ? "stopLoss" : /^t ?\/ ?p$/i.test(word) ? "takeProfit" : "other";
