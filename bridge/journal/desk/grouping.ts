import type { GROUPINGS } from "#shared/contract/journal-statistics.ts";
import { dayOf, dayText, weekdayOf } from "#shared/trading/statistics/broker-day.ts";
import { hourOf } from "#shared/trading/statistics/heatmap.ts";
import type { ShelfTrade } from "./shelf-trade.ts";

export type Grouping = (typeof GROUPINGS)[number];

/** The part that a trade belongs to; hour and weekday are those of its entry, day and month those of its close. */
export const GROUP_KEYS: Readonly<Record<Grouping, (trade: ShelfTrade) => string>> = {
  account: ({ account }) => account.id,
  session: ({ link }) => link?.session ?? "",
  strategy: ({ strategy }) => strategy,
  symbol: ({ symbol }) => symbol,
  side: ({ side }) => side,
  hour: ({ openMs }) => (openMs === null ? "" : String(hourOf(openMs)).padStart(2, "0")),
  weekday: ({ openMs }) => (openMs === null ? "" : String(weekdayOf(dayOf(openMs)) + 1)),
  day: ({ closeMs }) => dayText(dayOf(closeMs)),
  month: ({ closeMs }) => dayText(dayOf(closeMs)).slice(0, 7),
};

/** Names of sessions by their id. */
export const groupLabels = (by: Grouping, trades: readonly ShelfTrade[]): ReadonlyMap<string, string> =>
  new Map(
    by === "session" ? trades.flatMap(({ link }) => (link === null ? [] : [[link.session, link.name] as const])) : [],
  );
