import type { UtcMs } from "../../market/brands.ts";
import { zoneOffsetMs } from "./zone-offset.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Wall clocks are between UTC-12 and UTC+14; an hour more on each side. */
const WEST = 15 * HOUR;
const EAST = 13 * HOUR;

/** When a rule's day begins: `resetMinute` minutes past midnight on the wall clock of `zone`. */
export interface DayRule {
  /** IANA name: `Europe/Prague` for CE(S)T, `America/New_York`, ... */
  readonly zone: string;
  /** 0 to 1,439; 17:00 New York = 1,020. */
  readonly resetMinute: number;
}

/** One day of a rule. 23 or 25 hours long when the clock changes in it. */
export interface DayBounds {
  /** The date on which it begins, as the zone writes it: `2026-11-21`. */
  readonly key: string;
  readonly startMs: UtcMs;
  /** First instant of the next day. */
  readonly endMs: UtcMs;
}

/** The instant, between `from` and `to`, from which the zone's offset is `after`; it was another before. Exact to 1 ms. */
function changeBetween(zone: string, from: number, to: number, after: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffsetMs(zone, middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The first instant at which the zone's wall clock shows `wall` (written as if it were UTC) or later. A time that the
 * clock skips begins when it jumps; one that it shows twice begins the first time.
 */
function firstReached(zone: string, wall: number): number {
  const from = wall - WEST;
  const to = wall + EAST;
  const before = zoneOffsetMs(zone, from);
  const after = zoneOffsetMs(zone, to);
  if (before === after) return wall - before;
  const change = changeBetween(zone, from, to, after);
  if (wall - before < change) return wall - before;
  return Math.max(change, wall - after);
}

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/**
 * The day of a rule in which an instant lies. Days cover all time without gap or overlap.
 * @throws RangeError for a zone that is not known.
 */
export function dayAt(rule: DayRule, utcMs: number): DayBounds {
  const reset = rule.resetMinute * MINUTE;
  const wall = utcMs + zoneOffsetMs(rule.zone, utcMs);
  let date = Math.floor((wall - reset) / DAY) * DAY;
  const start = (day: number): number => firstReached(rule.zone, day + reset);
  // A clock that was set back shows an hour again that already belonged to the day after.
  while (start(date + DAY) <= utcMs) date += DAY;
  while (start(date) > utcMs) date -= DAY;
  return { key: dateOf(date), startMs: start(date) as UtcMs, endMs: start(date + DAY) as UtcMs };
}
