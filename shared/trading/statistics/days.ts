import { dayOf } from "./broker-day.ts";
import type { TradeColumns } from "./columns.ts";
import { Sum } from "./sum.ts";

/** What the trades closed on one broker day came to; raw account currency. */
export interface DaySum {
  readonly day: number;
  readonly net: number;
  readonly trades: number;
  readonly wins: number;
}

/** Days with a close, oldest first. A trade's share of its entry's costs counts on the day of its close. */
export function daysOf({ count, closeMs, net, result }: TradeColumns): readonly DaySum[] {
  const days: DaySum[] = [];
  let [sum, trades, wins] = [new Sum(), 0, 0];
  for (let at = 0; at < count; at += 1) {
    const day = dayOf(closeMs[at] ?? 0);
    sum.add(net[at] ?? 0);
    trades += 1;
    if ((result[at] ?? 0) >= 0) wins += 1;
    if (at + 1 < count && dayOf(closeMs[at + 1] ?? 0) === day) continue;
    days.push({ day, net: sum.value, trades, wins });
    [sum, trades, wins] = [new Sum(), 0, 0];
  }
  return days;
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
