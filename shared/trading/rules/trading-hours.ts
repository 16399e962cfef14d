import { zoneOffsetMs } from "../day/zone-offset.ts";

/** Hours in which new risk may be taken, on the wall clock of a zone. */
export interface TradingHours {
  /** IANA name. */
  readonly zone: string;
  readonly windows: readonly HoursWindow[];
}

/** From `fromMinute` (inclusive) to `toMinute` (exclusive) past midnight; past it into the next day where `to` is not after `from`. */
export interface HoursWindow {
  /** Weekdays on which the window begins; 0 = Sunday. */
  readonly weekdays: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

const MINUTE = 60_000;
const DAY_MINUTES = 1_440;
/** Zones change their offset on quarters of an hour (tzdb: every change since 1972). */
const QUARTER = 15 * MINUTE;

const recent = new Map<string, { readonly quarter: number; readonly offset: number }>();

function offsetNow(zone: string, utcMs: number): number {
  const quarter = Math.floor(utcMs / QUARTER);
  const known = recent.get(zone);
  if (known?.quarter === quarter) return known.offset;
  const offset = zoneOffsetMs(zone, utcMs);
  recent.set(zone, { quarter, offset });
  return offset;
}

/** @throws RangeError for a zone that is not known. */
export function isWithinHours({ zone, windows }: TradingHours, utcMs: number): boolean {
  const wall = Math.floor((utcMs + offsetNow(zone, utcMs)) / MINUTE);
  const minute = ((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  // 1970-01-01 was a Thursday.
  const weekday = (((Math.floor(wall / DAY_MINUTES) + 4) % 7) + 7) % 7;
  const yesterday = (weekday + 6) % 7;
  return windows.some(({ weekdays, fromMinute, toMinute }) => {
    if (toMinute > fromMinute) return weekdays.includes(weekday) && minute >= fromMinute && minute < toMinute;
    return (weekdays.includes(weekday) && minute >= fromMinute) || (weekdays.includes(yesterday) && minute < toMinute);
  });
}
