/** A clock by which stamps are written: so many hours ahead of UTC, or New York's with so many added (MT5 servers: 7). */
export type ClockZone = { readonly utcHours: number } | { readonly newYorkHours: number };

const HOUR = 3_600_000;
const WRITTEN = /^(utc|ny)(?:([+-])(\d{1,2})(?:\.(5|25|75))?)?$/i;

/** `utc`, `utc+2`, `utc-5`, `ny+7`; undefined when it is none of those. */
export function parseClockZone(text: string): ClockZone | undefined {
  const parts = WRITTEN.exec(text);
  if (parts === null) return undefined;
  const [, base = "", sign = "+", hours = "0", fraction = "0"] = parts;
  const ahead = (sign === "-" ? -1 : 1) * Number(`${hours}.${fraction}`);
  if (Math.abs(ahead) > 14) return undefined;
  return base.toLowerCase() === "utc" ? { utcHours: ahead } : { newYorkHours: ahead };
}

/**
 * The clock's stamp of a moment. New York is four hours behind UTC from the second Sunday of March, 07:00 UTC, to the
 * first Sunday of November, 06:00 UTC, and five otherwise (Energy Policy Act of 2005; the rules before 2007 differ: they
 * began on the first Sunday of April and ended on the last of October).
 */
export function clockStamp(zone: ClockZone, utcMs: number): number {
  if ("utcHours" in zone) return utcMs + zone.utcHours * HOUR;
  return utcMs + (zone.newYorkHours - (inSummer(utcMs) ? 4 : 5)) * HOUR;
}

function inSummer(utcMs: number): boolean {
  const year = new Date(utcMs).getUTCFullYear();
  const recent = year >= 2007;
  const begin = (recent ? sunday(year, 2, 8) : sunday(year, 3, 1)) + 7 * HOUR;
  const end = (recent ? sunday(year, 10, 1) : sunday(year, 9, 25)) + 6 * HOUR;
  return utcMs >= begin && utcMs < end;
}

/** Midnight UTC of the first Sunday on or after a day. */
function sunday(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(year, month, day));
  return Date.UTC(year, month, day + ((7 - date.getUTCDay()) % 7));
}
