/**
 * The broker clock of most MT5 servers: New York + 7 h, so that the trading day ends at 17:00 New York. UTC+2, and
 * UTC+3 while New York keeps daylight time: from the second Sunday of March, 02:00 EST, to the first Sunday of
 * November, 02:00 EDT (Energy Policy Act of 2005; the recordings of StrategyTester5 follow the same dates).
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WINTER = 2 * HOUR;
const SUMMER = 3 * HOUR;

interface Summer {
  readonly fromUtc: number;
  readonly toUtc: number;
}

const summers = new Map<number, Summer>();

/** Midnight UTC of the nth Sunday of a month. */
function sunday(year: number, month: number, nth: number): number {
  const first = Date.UTC(year, month, 1);
  const weekday = new Date(first).getUTCDay();
  return first + (((7 - weekday) % 7) + (nth - 1) * 7) * DAY;
}

function summerOf(year: number): Summer {
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = { fromUtc: sunday(year, 2, 2) + 7 * HOUR, toUtc: sunday(year, 10, 1) + 6 * HOUR };
    summers.set(year, summer);
  }
  return summer;
}

let span = { fromUtc: 0, toUtc: 0, offset: WINTER };

/** How far the broker's clock is ahead of UTC at an instant, ms. */
export function brokerOffset(utcMs: number): number {
  if (utcMs < span.fromUtc || utcMs >= span.toUtc) span = spanAround(utcMs);
  return span.offset;
}

/** The longest time around an instant through which the offset stays. */
function spanAround(utcMs: number): { fromUtc: number; toUtc: number; offset: number } {
  const year = new Date(utcMs).getUTCFullYear();
  const { fromUtc, toUtc } = summerOf(year);
  if (utcMs < fromUtc) return { fromUtc: summerOf(year - 1).toUtc, toUtc: fromUtc, offset: WINTER };
  if (utcMs < toUtc) return { fromUtc, toUtc, offset: SUMMER };
  return { fromUtc: toUtc, toUtc: summerOf(year + 1).fromUtc, offset: WINTER };
}

/** The broker's wall clock at an instant. */
export const toBroker = (utcMs: number): number => utcMs + brokerOffset(utcMs);

/**
 * The instant at which the broker's clock shows `brokerMs`. The hour that repeats in November is read as its second
 * pass; the hour that March leaves out, as if summer had begun already.
 */
export function toUtc(brokerMs: number): number {
  const winter = brokerMs - WINTER;
  return brokerOffset(winter) === WINTER ? winter : brokerMs - SUMMER;
}

/**
 * The instant not after `nowUtc` at which the broker's clock last showed `brokerMs`: while the repeated hour of November
 * is under way, what its second pass has not reached yet is still that of the first.
 */
export function instantOf(brokerMs: number, nowUtc: number): number {
  const utcMs = toUtc(brokerMs);
  const earlier = utcMs - HOUR;
  return utcMs > nowUtc && toBroker(earlier) === brokerMs ? earlier : utcMs;
}

/** The next instant after `utcMs` at which the broker's clock moves against UTC. */
export const nextShift = (utcMs: number): number => spanAround(utcMs).toUtc;
