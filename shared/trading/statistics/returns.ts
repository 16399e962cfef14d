import type { BalanceCurve } from "./balance-curve.ts";
import { dayOf, weekdayOf } from "./broker-day.ts";

/**
 * Return of each broker day: what was earned on it divided by the balance at its start and the cash that came in on it.
 * Every weekday from the first change to the last counts, those without a trade as 0; a weekend day only when it has a
 * change. Null: a day began without capital, so no return can be said.
 */
export function dailyReturns({ first, timeMs, balance, capital }: BalanceCurve): readonly number[] | null {
  const returns: number[] = [];
  let endBefore = first;
  let capitalBefore = first;
  let at = 0;
  let day = timeMs.length === 0 ? 0 : dayOf(timeMs[0] ?? 0);
  const last = timeMs.length === 0 ? -1 : dayOf(timeMs[timeMs.length - 1] ?? 0);
  for (; day <= last; day += 1) {
    const from = at;
    while (at < timeMs.length && dayOf(timeMs[at] ?? 0) === day) at += 1;
    const traded = at > from;
    if (!traded && weekdayOf(day) > 4) continue;
    const end = traded ? (balance[at - 1] ?? 0) : endBefore;
    const put = traded ? (capital[at - 1] ?? 0) : capitalBefore;
    const cash = put - capitalBefore;
    const earned = end - endBefore - cash;
    const base = endBefore + Math.max(cash, 0);
    if (base <= 0) return null;
    // The first day often is nothing but the first deposit.
    if (earned !== 0 || endBefore > 0) returns.push(earned / base);
    endBefore = end;
    capitalBefore = put;
  }
  return returns;
}
