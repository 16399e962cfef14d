import { LineFault } from "./malformed.ts";

/**
 * Year, month, day, hour, minute, second and ms, as digits, in ms since 1970 by the clock that wrote them.
 * @throws LineFault when there is no such date or time.
 */
export function utcStamp(parts: readonly (string | undefined)[]): number {
  const [year = Number.NaN, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.map(Number);
  const stamp = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(stamp);
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  if (!same) throw new LineFault("a date and time that exist");
  return stamp;
}
