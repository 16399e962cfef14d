/** Wall clocks of IANA time zones, by ECMAScript's own tables. Formatters are dear, so one is kept for each zone. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** Is this a time zone that this computer knows (an IANA name)? */
export function isZone(zone: string): boolean {
  try {
    return zone.length > 0 && formatterOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/**
 * How far a zone's wall clock is ahead of UTC at an instant, ms.
 * @throws RangeError for a zone that is not known, or an instant beyond what a Date holds.
 */
export function zoneOffsetMs(zone: string, utcMs: number): number {
  const wholeSecond = Math.floor(utcMs / 1_000) * 1_000;
  const shown = new Map(
    formatterOf(zone)
      .formatToParts(wholeSecond)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => shown.get(name) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - wholeSecond;
}
