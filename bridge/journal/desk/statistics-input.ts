import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import type { EquitySample } from "#shared/trading/statistics/input.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import type { CurrencyInput } from "./currency-statistics.ts";
import type { ShelfBook, ShelfTrade } from "./shelf-trade.ts";
import { isSelective, type Span, spanOf } from "./trade-filter.ts";

export interface InputFacts {
  readonly brokerNow: (account: string) => number;
  readonly equity: (account: string, span: Span) => readonly EquitySample[];
}

/** The part of one account's book that a question is about. */
interface Part {
  readonly book: ShelfBook;
  readonly trades: readonly ShelfTrade[];
  readonly span: Span;
}

/**
 * Puts the trades that fit together by currency. The balance begins where the accounts' balances stood when the time that
 * is asked for began; cash of that time comes along, what open positions have cost only when nothing is left out.
 */
export function inputsOf(
  books: readonly ShelfBook[],
  filter: TradeFilter,
  test: (trade: ShelfTrade) => boolean,
  facts: InputFacts,
): readonly CurrencyInput[] {
  const wanted = books.filter(({ account }) => filter.accountIds?.includes(account.id) ?? true);
  const byCurrency = new Map<string, Part[]>();
  for (const book of wanted) {
    const part = { book, trades: book.trades.filter(test), span: spanOf(filter, facts.brokerNow(book.account.id)) };
    if (part.trades.length === 0 && (isSelective(filter) || filter.accountIds === undefined)) continue;
    const { currency } = book.account;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), part]);
  }
  const selective = isSelective(filter);
  return [...byCurrency]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, parts]) => ({
      currency,
      digits: Math.max(...parts.map(({ book }) => book.account.digits)),
      accounts: parts.map(({ book }) => book.account),
      trades: merged(parts),
      openCosts: selective
        ? []
        : parts.flatMap(({ book, span }) => book.book.openCosts.filter((cost) => isIn(cost.timeMs, span))),
      cash: parts.flatMap(({ book, span }) => book.book.cash.filter((flow) => isIn(flow.timeMs, span))),
      firstBalance: firstOf(parts),
      equity: equityOf(parts, selective, facts),
    }));
}

const isIn = (timeMs: number, { fromMs, toMs }: Span): boolean => timeMs >= fromMs && timeMs < toMs;

/** In order of their close, over all accounts. */
const merged = (parts: readonly Part[]): readonly ShelfTrade[] =>
  parts.length === 1
    ? (parts[0]?.trades ?? [])
    : parts.flatMap(({ trades }) => trades).toSorted((a, b) => a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : 1));

/** What the accounts' balances came to when the span began; null when one of them is not known. */
function firstOf(parts: readonly Part[]): number | null {
  const each = parts.map(({ book: { account, book }, span: { fromMs } }) => {
    if (account.firstBalance === null || fromMs === Number.NEGATIVE_INFINITY) return account.firstBalance;
    const before = [
      ...book.trades.flatMap(({ closeMs, result, entryCosts }) => [
        ...(closeMs < fromMs ? [result] : []),
        ...entryCosts.filter(({ timeMs }) => timeMs < fromMs).map(({ amount }) => amount),
      ]),
      ...book.openCosts.filter(({ timeMs }) => timeMs < fromMs).map(({ amount }) => amount),
      ...book.cash.filter(({ timeMs, kind }) => timeMs < fromMs && kind !== "credit").map(({ amount }) => amount),
    ];
    return account.firstBalance + sumOf(before);
  });
  return each.some((balance) => balance === null) ? null : sumOf(each.map((balance) => balance ?? 0));
}

/** Recorded equity is an account's: it cannot be told apart by trades, nor added up over accounts that were not sampled together. */
function equityOf(parts: readonly Part[], selective: boolean, { equity }: InputFacts): readonly EquitySample[] {
  const [only, more] = parts;
  return selective || only === undefined || more !== undefined ? [] : equity(only.book.account.id, only.span);
}
