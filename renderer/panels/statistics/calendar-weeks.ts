import type { CalendarDay } from "#shared/contract/journal-statistics.ts";

const DAY_MS = 86_400_000;

export interface CalendarMonth {
  /** `2026-11`. */
  readonly key: string;
  /** Weeks from Monday; undefined where the month has no such day. */
  readonly weeks: readonly (readonly (CalendarCell | undefined)[])[];
  readonly netMinor: number;
  readonly trades: number;
}

export interface CalendarCell {
  /** `2026-11-20`. */
  readonly day: string;
  readonly result: CalendarDay | undefined;
}

const monthOf = (day: string): string => day.slice(0, 7);

/** Every month with a result, newest first, of days that are all in one currency. */
export function calendarMonths(days: readonly CalendarDay[]): readonly CalendarMonth[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  const keys = [...new Set(days.map(({ day }) => monthOf(day)))].toSorted().toReversed();
  return keys.map((key) => {
    const own = days.filter(({ day }) => monthOf(day) === key);
    return {
      key,
      weeks: weeksOf(key, byDay),
      netMinor: own.reduce((sum, { netMinor }) => sum + netMinor, 0),
      trades: own.reduce((sum, { trades }) => sum + trades, 0),
    };
  });
}

function weeksOf(key: string, byDay: ReadonlyMap<string, CalendarDay>): CalendarMonth["weeks"] {
  const first = Date.parse(`${key}-01T00:00:00Z`);
  const cells: (CalendarCell | undefined)[] = Array.from({ length: (new Date(first).getUTCDay() + 6) % 7 });
  for (let ms = first; ; ms += DAY_MS) {
    const day = new Date(ms).toISOString().slice(0, 10);
    if (monthOf(day) !== key) break;
    cells.push({ day, result: byDay.get(day) });
  }
  const weeks: (CalendarCell | undefined)[][] = [];
  for (let at = 0; at < cells.length; at += 7)
    weeks.push(Array.from({ length: 7 }, (_, weekday) => cells[at + weekday]));
  return weeks;
}
