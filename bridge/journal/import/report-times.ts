const YEAR_FIRST = /^(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;

/**
 * A broker time as reports write it (2023.06.23 07:53:00; seconds and milliseconds may be missing), in broker ms.
 * Undefined: not a time, or one that no calendar has.
 */
export function readTime(text: string): number | undefined {
  if (text.length < 8 || text.length > 26) return undefined;
  const first = YEAR_FIRST.exec(text);
  return first === null ? undefined : timeOf(first[1], first[2], first[3], first);
}

type Digits = string | undefined;

function timeOf(year: Digits, month: Digits, day: Digits, found: RegExpExecArray): number | undefined {
  const [, , , , hour = "0", minute = "0", second = "0", fraction = "0"] = found;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const [h, min, s] = [Number(hour), Number(minute), Number(second)];
  if (y < 1970 || y > 2200 || h > 23 || min > 59 || s > 59) return undefined;
  const ms = Date.UTC(y, m - 1, d, h, min, s, Number(fraction.padEnd(3, "0")));
  const back = new Date(ms);
  return back.getUTCMonth() === m - 1 && back.getUTCDate() === d ? ms : undefined;
}
