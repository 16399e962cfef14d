/** MQL5's LONG_MIN: there is no figure. */
const NONE = -(2n ** 63n);
const MILLION = 1_000_000;

/** A value of MT5's calendar as the link carries it. */
export interface ToldRelease {
  readonly value: bigint;
  readonly timeMs: number;
  readonly actual: bigint;
  readonly forecast: bigint;
  readonly previous: bigint;
  readonly revisedPrevious: bigint;
  readonly impact: "unknown" | "positive" | "negative";
  readonly kind: "event" | "indicator" | "holiday";
  readonly importance: "none" | "low" | "moderate" | "high";
  readonly timeMode: "exact" | "date" | "noTime" | "tentative";
  readonly unit: string;
  readonly multiplier: string;
  readonly digits: number;
  readonly country: string;
  readonly currency: string;
  readonly name: string;
}

/** A figure of MT5's calendar; null where it has none. Source: mql5.com/en/docs/calendar/calendarvaluebyid (read 2026-11-21). */
export const figureOf = (told: bigint): number | null => (told === NONE ? null : Number(told) / MILLION);

/**
 * A release in UTC. MT5 tells all times, of any year, by the server's offset of today ("the current time zone of the
 * server", and so of no use for bars of another season): today's offset takes it back.
 */
export function releaseOf(told: ToldRelease, offsetMs: number) {
  const { name, country, currency, importance, kind, timeMode, impact, digits, unit, multiplier } = told;
  return {
    id: String(told.value),
    name,
    country,
    currency,
    importance,
    kind,
    timeMode,
    atMs: told.timeMs - offsetMs,
    actual: figureOf(told.actual),
    forecast: figureOf(told.forecast),
    previous: figureOf(told.previous),
    revised: figureOf(told.revisedPrevious),
    impact,
    digits,
    unit,
    multiplier,
  };
}
