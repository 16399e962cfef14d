import type { GROUPINGS } from "#shared/contract/journal-statistics.ts";
import { dayOf, dayText, weekdayOf } from "#shared/trading/statistics/broker-day.ts";
import type { TradeColumns } from "#shared/trading/statistics/columns.ts";
import { type GroupSum, groupsOf } from "#shared/trading/statistics/groups.ts";
import { hourOf } from "#shared/trading/statistics/heatmap.ts";
import type { ShelfTrade } from "./shelf-trade.ts";

export type Grouping = (typeof GROUPINGS)[number];

/** The part that a trade belongs to by what it is; those by time are read from the columns. */
const TEXT_KEYS = {
  account: ({ account }: ShelfTrade) => account.id as string,
  session: ({ link }: ShelfTrade) => link?.session ?? "",
  strategy: ({ strategy }: ShelfTrade) => strategy,
  symbol: ({ symbol }: ShelfTrade) => symbol,
  side: ({ side }: ShelfTrade) => side as string,
} as const;

const isText = (by: Grouping): by is keyof typeof TEXT_KEYS => Object.hasOwn(TEXT_KEYS, by);
const UNKNOWN = -1;

/** Parts of the trades; hour and weekday are those of a trade's entry, day and month those of its close. */
export function partsOf(
  columns: TradeColumns,
  tradeAt: (row: number) => ShelfTrade | undefined,
  by: Grouping,
): readonly GroupSum[] {
  if (isText(by)) {
    const keyOf = TEXT_KEYS[by];
    const textAt = (row: number): string => {
      const trade = tradeAt(row);
      return trade === undefined ? "" : keyOf(trade);
    };
    return groupsOf(columns, textAt, (text) => text);
  }
  const { openMs, closeMs } = columns;
  const entry = (of: (ms: number) => number) => (row: number) => {
    const ms = openMs[row] ?? Number.NaN;
    return Number.isNaN(ms) ? UNKNOWN : of(ms);
  };
  const name = (digits: number) => (key: number) => (key === UNKNOWN ? "" : String(key).padStart(digits, "0"));
  const day = (row: number): number => dayOf(closeMs[row] ?? 0);
  switch (by) {
    case "hour":
      return groupsOf(columns, entry(hourOf), name(2));
    case "weekday":
      return groupsOf(
        columns,
        entry((ms) => weekdayOf(dayOf(ms)) + 1),
        name(1),
      );
    case "day":
      return groupsOf(columns, day, dayText);
    case "month":
      return groupsOf(columns, monthOfDay(day), monthText);
  }
}

/** Months are numbered by the first day that was seen of each; days come in order, so each is looked up once. */
function monthOfDay(day: (row: number) => number): (row: number) => number {
  let [known, month] = [Number.NaN, 0];
  return (row) => {
    const now = day(row);
    if (now !== known) {
      const date = new Date(now * 86_400_000);
      known = now;
      month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    return month;
  };
}

const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;

/** Names of sessions by their id. */
export function groupLabels(by: Grouping, trades: Iterable<ShelfTrade>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  if (by !== "session") return labels;
  for (const { link } of trades) if (link !== null) labels.set(link.session, link.name);
  return labels;
}
