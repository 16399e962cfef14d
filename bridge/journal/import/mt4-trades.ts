import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { dealWith, OPENING } from "./blank-deal.ts";
import { Cells } from "./cells.ts";
import type { Table } from "./find-tables.ts";
import type { ReadDeals, SkippedRow } from "./report.ts";
import { damaged, quoted } from "./report-error.ts";
import { decimalsOf, type NumberStyle } from "./report-numbers.ts";
import { readTime } from "./report-times.ts";
import { sidesOf } from "./sides.ts";
import { cashWord, sideWord } from "./vocabulary.ts";

const [TICKET, OPEN_TIME, TYPE, LOTS, SYMBOL, OPEN_PRICE, , , CLOSE_TIME, CLOSE_PRICE, MONEY] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;

type Shape = "closed" | "cash" | SkippedRow;

/** A text that is no number gone wrong. */
const isWords = (text: string): boolean => text === "" || /\p{L}{2}/u.test(text);

/** Whether the last column is a comment: some statements have one behind the profit. */
function hasComments(read: readonly Cells[]): boolean {
  const closed = read.filter((cells) => cells.length > MONEY + 3 && readTime(cells.text(CLOSE_TIME)) !== undefined);
  const worded = closed.filter((cells) => isWords(cells.text(cells.length - 1)) && cells.isNumber(cells.length - 2));
  return worded.length > closed.length / 2;
}

/** What a row of an account's history is: closed, money alone, or something that never became a closed trade. */
function shapeOf(cells: Cells): Shape {
  if (!cells.isNumber(LOTS)) return cells.isNumber(cells.length - 1) && cells.length <= 8 ? "cash" : "emptyRow";
  const closed = readTime(cells.text(CLOSE_TIME)) !== undefined;
  const money = cells.length - MONEY;
  // One of the two is enough: a profit that cannot be read is damage, not an order that was cancelled.
  const told = money >= 3 && (cells.isNumber(cells.length - 1) || cells.isNumber(MONEY));
  // "buy limit" that brought nothing: some brokers print zeros where others say that it was cancelled.
  const [word = "", more] = cells.text(TYPE).split(" ");
  const pending = more !== undefined && sideWord(word) !== undefined && sideWord(cells.text(TYPE)) === undefined;
  if (pending && told && cells.isNumber(cells.length - 1) && cells.number(cells.length - 1) === 0) {
    return closed ? "cancelledOrder" : "pendingOrder";
  }
  if (closed) return told ? "closed" : "cancelledOrder";
  return told ? "openPosition" : "pendingOrder";
}

/**
 * Reads MetaTrader 4's account history: a row is a whole trade. Its commission, taxes, swap and profit all count in its
 * result, so all of it is booked at the close. Levels are the last ones, not those of the entry: they are left out.
 */
export function readMt4Trades({ rows }: Table, style: NumberStyle): ReadDeals {
  const printed = rows.map((row) => new Cells(row, style));
  const comments = hasComments(printed);
  const read = comments
    ? rows.map((row, at) => {
        const { length } = row.cells;
        // Rows of money and of cancelled orders are shorter: a comment of theirs stands where lots would.
        const cut = length > MONEY + 3 && printed[at]?.isNumber(length - 1) === false;
        return new Cells(cut ? { ...row, cells: row.cells.slice(0, -1) } : row, style);
      })
    : printed;
  const commentOf = (at: number): string =>
    comments && printed[at] !== undefined ? printed[at].text(printed[at].length - 1) : "";
  const closed = read.filter((cells) => shapeOf(cells) === "closed");
  const sides = sidesOf(
    closed.map((cells) => cells.text(TYPE)),
    closed.map((cells) => ({
      word: cells.text(TYPE),
      openPrice: cells.amount(OPEN_PRICE),
      closePrice: cells.amount(CLOSE_PRICE),
      profit: cells.amount(cells.length - 1),
    })),
  );
  const skipped = new Map<SkippedRow, number>();
  let decimals = 0;
  const deals = read.flatMap((cells, at): BrokerDeal[] => {
    const shape = shapeOf(cells);
    if (shape === "cash") {
      decimals = Math.max(decimals, decimalsOf(cells.text(cells.length - 1), style));
      return [cashOf(cells)];
    }
    if (shape !== "closed") {
      skipped.set(shape, (skipped.get(shape) ?? 0) + 1);
      return [];
    }
    const side = sides.get(cells.text(TYPE));
    if (side === undefined)
      throw damaged(`${cells.place}, column ${TYPE + 1}`, "buy or sell", quoted(cells.text(TYPE)));
    decimals = Math.max(decimals, decimalsOf(cells.text(cells.length - 1), style));
    return halves(cells, side, commentOf(at).slice(0, 255));
  });
  return { deals, closes: [], firstBalance: null, decimals, skipped, break: null };
}

function cashOf(cells: Cells): BrokerDeal {
  return dealWith({
    ticket: cells.ticket(TICKET),
    timeMs: cells.time(OPEN_TIME),
    kind: cashWord(cells.text(TYPE)),
    entry: "other",
    comment: cells.length > 4 ? cells.text(LOTS).slice(0, 255) : "",
    profit: cells.number(cells.length - 1),
  });
}

function halves(cells: Cells, side: "buy" | "sell", comment: string): BrokerDeal[] {
  const ticket = cells.ticket(TICKET);
  const last = cells.length - 1;
  const common = {
    position: ticket,
    order: ticket,
    symbol: cells.text(SYMBOL).slice(0, 64),
    volume: cells.number(LOTS),
    comment,
  };
  return [
    dealWith({
      ...common,
      ticket: ticket | OPENING,
      timeMs: cells.time(OPEN_TIME),
      kind: side,
      entry: "in",
      price: cells.number(OPEN_PRICE),
    }),
    dealWith({
      ...common,
      ticket,
      timeMs: cells.time(CLOSE_TIME),
      kind: side === "buy" ? "sell" : "buy",
      entry: "out",
      price: cells.number(CLOSE_PRICE),
      origin: originOf(comment),
      commission: cells.amount(MONEY),
      // Older statements have no taxes.
      fee: last - MONEY >= 3 ? cells.amount(MONEY + 1) : 0,
      swap: cells.amount(last - 1),
      profit: cells.number(last),
    }),
  ];
}

/** The server writes why an order closed at the end of its comment. */
const originOf = (comment: string): BrokerDeal["origin"] =>
  /\[sl\]$/i.test(comment)
    ? "stopLoss"
    : /\[tp\]$/i.test(comment)
      ? "takeProfit"
      : /^so:/i.test(comment)
        ? "stopOut"
        : "other";
