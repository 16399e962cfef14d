import type { TradeSession } from "./session-calendar.ts";

const DAY = 86_400_000;
/** 1970-01-01 was a Thursday: four days after a Sunday. */
const FIRST_DAY = 4;

/** A broker's day and when a symbol trades in it. */
export interface CalendarDay {
  /** Broker ms of its midnight. */
  readonly dayMs: number;
  readonly holiday: boolean;
  readonly spans: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/**
 * The `days` days from the one of `nowMs` on (broker time) by a symbol's weekly sessions; sessions that meet are one.
 * @param closed days without trading, each named by a broker ms in it.
 */
export function weekCalendar(
  sessions: readonly TradeSession[],
  nowMs: number,
  days: number,
  closed: readonly number[] = [],
): CalendarDay[] {
  const holidays = new Set(closed.map((time) => Math.floor(time / DAY)));
  const first = Math.floor(nowMs / DAY);
  return Array.from({ length: days }, (_, i) => {
    const day = first + i;
    const weekday = (((day + FIRST_DAY) % 7) + 7) % 7;
    const holiday = holidays.has(day);
    const spans: { fromMs: number; toMs: number }[] = [];
    const own = sessions.filter((session) => session.day === weekday && session.toMs > session.fromMs);
    for (const { fromMs, toMs } of holiday ? [] : own.toSorted((a, b) => a.fromMs - b.fromMs)) {
      const last = spans.at(-1);
      if (last !== undefined && last.toMs >= day * DAY + fromMs) last.toMs = Math.max(last.toMs, day * DAY + toMs);
      else spans.push({ fromMs: day * DAY + fromMs, toMs: day * DAY + toMs });
    }
    return { dayMs: day * DAY, holiday, spans };
  });
}
