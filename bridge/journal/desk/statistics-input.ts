import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import type { TradeColumns } from "#shared/trading/statistics/columns.ts";
import { type Cash, type EquityColumns, NO_EQUITY } from "#shared/trading/statistics/input.ts";
import { joinedColumns } from "#shared/trading/statistics/joined-columns.ts";
import { pickedColumns } from "#shared/trading/statistics/picked-columns.ts";
import { Sum, sumOf } from "#shared/trading/statistics/sum.ts";
import { columnsOfBook } from "./book-columns.ts";
import type { CurrencyInput } from "./currency-statistics.ts";
import type { ShelfBook, ShelfTrade } from "./shelf-trade.ts";
import { isSelective, type Span, spanOf } from "./trade-filter.ts";

export interface InputFacts {
  readonly brokerNow: (account: string) => number;
  readonly equity: (account: string, span: Span) => EquityColumns;
}

/** The part of one account's book that a question is about. */
interface Part {
  readonly book: ShelfBook;
  readonly trades: readonly ShelfTrade[];
  readonly columns: TradeColumns;
  readonly span: Span;
}

/**
 * Puts the trades that fit together by currency. The balance begins where the accounts' balances stood when the time that
 * is asked for began; cash of that time comes along, what open positions have cost only when nothing is left out.
 * @param test null: every trade fits
 */
export function inputsOf(
  books: readonly ShelfBook[],
  filter: TradeFilter,
  test: ((trade: ShelfTrade) => boolean) | null,
  facts: InputFacts,
): readonly CurrencyInput[] {
  const wanted = books.filter(({ account }) => filter.accountIds?.includes(account.id) ?? true);
  const selective = isSelective(filter);
  const byCurrency = new Map<string, Part[]>();
  for (const book of wanted) {
    const part = partOf(book, test, spanOf(filter, facts.brokerNow(book.account.id)), selective);
    if (part.trades.length === 0 && (selective || filter.accountIds === undefined)) continue;
    const { currency } = book.account;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), part]);
  }
  return [...byCurrency]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, parts]) => {
      const [only, more] = parts;
      const whole = !selective && only !== undefined && more === undefined;
      return {
        currency,
        digits: Math.max(...parts.map(({ book }) => book.account.digits)),
        accounts: parts.map(({ book }) => book.account),
        ...joined(parts),
        cash: parts.flatMap(({ book, span }) => book.cash.filter((flow) => isIn(flow.timeMs, span))),
        firstBalance: firstOf(parts),
        // Recorded equity is an account's: it cannot be told apart by trades, nor added up over accounts.
        equity: whole ? facts.equity(only.book.account.id, only.span) : NO_EQUITY,
        printedEquity: whole && isUnbounded(only.span) ? only.book.account.printedEquity : undefined,
        noEquity: whole ? "notRecorded" : "oneAccount",
      };
    });
}

function partOf(book: ShelfBook, test: ((trade: ShelfTrade) => boolean) | null, span: Span, selective: boolean): Part {
  const all = columnsOfBook(book);
  if (test === null) return { book, trades: book.trades, columns: all, span };
  const rows = new Uint32Array(book.trades.length);
  const trades: ShelfTrade[] = [];
  for (let at = 0; at < book.trades.length; at += 1) {
    const trade = book.trades[at];
    if (trade === undefined || !test(trade)) continue;
    rows[trades.length] = at;
    trades.push(trade);
  }
  const open = selective ? "none" : isUnbounded(span) ? "all" : (timeMs: number) => isIn(timeMs, span);
  return { book, trades, columns: pickedColumns(all, rows.subarray(0, trades.length), open), span };
}

const isUnbounded = ({ fromMs, toMs }: Span): boolean =>
  fromMs === Number.NEGATIVE_INFINITY && toMs === Number.POSITIVE_INFINITY;

const isIn = (timeMs: number, { fromMs, toMs }: Span): boolean => timeMs >= fromMs && timeMs < toMs;

/** In order of their close, over all accounts. */
function joined(parts: readonly Part[]): Pick<CurrencyInput, "trades" | "columns"> {
  const [only, more] = parts;
  if (only !== undefined && more === undefined) return only;
  const { columns, places } = joinedColumns(parts.map((part) => part.columns));
  const trades: ShelfTrade[] = [];
  for (const [of, part] of parts.entries()) {
    for (const [row, trade] of part.trades.entries()) trades[places[of]?.[row] ?? 0] = trade;
  }
  return { columns, trades };
}

/** What the accounts' balances came to when the span began; null when one of them is not known. */
function firstOf(parts: readonly Part[]): number | null {
  const each = parts.map(({ book, span: { fromMs } }) => {
    const { firstBalance } = book.account;
    if (firstBalance === null || fromMs === Number.NEGATIVE_INFINITY) return firstBalance;
    return firstBalance + movedBefore(fromMs, columnsOfBook(book), book.cash);
  });
  return each.some((balance) => balance === null) ? null : sumOf(each.map((balance) => balance ?? 0));
}

function movedBefore(fromMs: number, { count, closeMs, result, costs }: TradeColumns, cash: readonly Cash[]): number {
  const sum = new Sum();
  for (let at = 0; at < count && (closeMs[at] ?? 0) < fromMs; at += 1) sum.add(result[at] ?? 0);
  for (let at = 0; at < costs.timeMs.length && (costs.timeMs[at] ?? 0) < fromMs; at += 1)
    sum.add(costs.amount[at] ?? 0);
  for (const { timeMs, kind, amount } of cash) if (timeMs < fromMs && kind !== "credit") sum.add(amount);
  return sum.value;
}
