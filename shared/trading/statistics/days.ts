import { dayOf } from "./broker-day.ts";
import type { StatTrade } from "./input.ts";
import { Sum } from "./sum.ts";
import { isWin } from "./totals.ts";

/** What the trades closed on one broker day came to; raw account currency. */
export interface DaySum {
  readonly day: number;
  readonly net: number;
  readonly trades: number;
  readonly wins: number;
}

/** Days with a close, oldest first. A trade's share of its entry's costs counts on the day of its close. */
export function daysOf(trades: readonly StatTrade[]): readonly DaySum[] {
  const days = new Map<number, { net: Sum; trades: number; wins: number }>();
  for (const trade of trades) {
    const day = dayOf(trade.closeMs);
    let sums = days.get(day);
    if (sums === undefined) {
      sums = { net: new Sum(), trades: 0, wins: 0 };
      days.set(day, sums);
    }
    sums.net.add(trade.net);
    sums.trades += 1;
    if (isWin(trade)) sums.wins += 1;
  }
  return [...days]
    .map(([day, { net, ...counts }]) => ({ day, net: net.value, ...counts }))
    .toSorted((a, b) => a.day - b.day);
}

/** The day with the highest net above 0, and the one with the lowest below 0; the earlier one of equals. */
export function extremeDays(days: readonly DaySum[]): { readonly best: DaySum | null; readonly worst: DaySum | null } {
  let best: DaySum | null = null;
  let worst: DaySum | null = null;
  for (const day of days) {
    if (day.net > (best?.net ?? 0)) best = day;
    if (day.net < (worst?.net ?? 0)) worst = day;
  }
  return { best, worst };
}
