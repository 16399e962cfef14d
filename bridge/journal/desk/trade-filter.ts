import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import { DAY_MS } from "#shared/trading/statistics/broker-day.ts";
import { isWin } from "#shared/trading/statistics/totals.ts";
import type { ShelfNote, ShelfTrade } from "./shelf-trade.ts";

/** What a filter has to know besides the trades. */
export interface FilterFacts {
  /** The broker's clock of an account, ms. */
  readonly brokerNow: (account: string) => number;
  readonly note: (id: string) => ShelfNote | undefined;
  /** Trades whose note or tags have a word that begins so. */
  readonly withWord: (word: string) => ReadonlySet<string>;
}

type Test = (trade: ShelfTrade) => boolean;

/** Broker ms of closes that an account's trades must lie in: fromMs <= closed < toMs. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const PERIOD_DAYS = { today: 1, last7Days: 7, last30Days: 30 } as const;

/** The span of closes that a filter allows on an account. */
export function spanOf(filter: TradeFilter, brokerNow: number): Span {
  const fromMs = filter.fromMs ?? Number.NEGATIVE_INFINITY;
  const toMs = filter.toMs ?? Number.POSITIVE_INFINITY;
  if (filter.period === undefined) return { fromMs, toMs };
  const midnight = Math.floor(brokerNow / DAY_MS) * DAY_MS;
  const first = midnight - (PERIOD_DAYS[filter.period] - 1) * DAY_MS;
  return { fromMs: Math.max(fromMs, first), toMs: Math.min(toMs, midnight + DAY_MS) };
}

/** True when a filter asks for less than all trades of its accounts and times. */
export const isSelective = ({
  sessionIds,
  symbols,
  strategies,
  side,
  result,
  origin,
  tags,
  text,
}: TradeFilter): boolean =>
  [sessionIds, symbols, strategies, side, result, origin, tags].some((part) => part !== undefined) ||
  (text ?? "").trim() !== "";

/** Whether a trade fits. Made once for a question, so that words are looked up once. */
export function testOf(filter: TradeFilter, facts: FilterFacts): Test {
  const tests: Test[] = [];
  const { accountIds, sessionIds, symbols, strategies, side, result, origin, tags, text } = filter;
  if (accountIds !== undefined) tests.push(within(accountIds, ({ account }) => account.id));
  if (sessionIds !== undefined) tests.push(within(sessionIds, ({ link }) => link?.session ?? ""));
  if (symbols !== undefined) tests.push(within(symbols, ({ symbol }) => symbol));
  if (strategies !== undefined) tests.push(within(strategies, ({ strategy }) => strategy));
  if (side !== undefined) tests.push((trade) => trade.side === side);
  if (result !== undefined) tests.push((trade) => isWin(trade) === (result === "win"));
  if (origin !== undefined) tests.push(({ source }) => source === origin);
  if (tags !== undefined && tags.length > 0) {
    tests.push(({ id }) => {
      const worn = facts.note(id)?.tags ?? [];
      return tags.every((tag) => worn.includes(tag));
    });
  }
  if (filter.period !== undefined || filter.fromMs !== undefined || filter.toMs !== undefined) {
    const spans = new Map<string, Span>();
    tests.push(({ account: { id }, closeMs }) => {
      const span = spans.get(id) ?? spanOf(filter, facts.brokerNow(id));
      spans.set(id, span);
      return closeMs >= span.fromMs && closeMs < span.toMs;
    });
  }
  for (const word of wordsOf(text ?? "")) tests.push(wordTest(word, facts));
  return (trade) => tests.every((test) => test(trade));
}

const within = (list: readonly string[], of: (trade: ShelfTrade) => string): Test => {
  const wanted = new Set<string>(list);
  return (trade) => wanted.has(of(trade));
};

/** As the index of notes takes text apart: letters and digits of any script. */
const wordsOf = (text: string): readonly string[] => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

function wordTest(word: string, { withWord }: FilterFacts): Test {
  const noted = withWord(word);
  const seen = new Map<string, boolean>();
  const named = (text: string): boolean => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const is = text !== "" && wordsOf(text).some((each) => each.startsWith(word));
    seen.set(text, is);
    return is;
  };
  return ({ id, symbol, strategy, comment, ticket, link }) =>
    noted.has(id) ||
    named(symbol) ||
    named(strategy) ||
    named(comment) ||
    named(link?.signal ?? "") ||
    String(ticket) === word;
}
