/** MT5's chart timeframes that Fairlead shows; each is built from M1 in broker time. */
export const TIMEFRAMES = ["M1", "M5", "M15", "M30", "H1", "H4", "D1", "W1", "MN1"] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FIXED: Readonly<Record<Exclude<Timeframe, "W1" | "MN1">, number>> = {
  M1: MINUTE,
  M5: 5 * MINUTE,
  M15: 15 * MINUTE,
  M30: 30 * MINUTE,
  H1: 60 * MINUTE,
  H4: 240 * MINUTE,
  D1: DAY,
};

/**
 * Opening time (broker ms) of the bar that holds `brokerMs`. Weeks open on Sunday and months on their first day, at
 * broker midnight, as in MetaTrader's W1 and MN1 charts.
 */
export function barOpen(timeframe: Timeframe, brokerMs: number): number {
  if (timeframe === "MN1") {
    const date = new Date(brokerMs);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }
  if (timeframe === "W1") {
    const day = Math.floor(brokerMs / DAY);
    // 1970-01-01 was a Thursday, the fifth day of a week that begins on Sunday.
    return (day - ((((day + 4) % 7) + 7) % 7)) * DAY;
  }
  const length = FIXED[timeframe];
  return Math.floor(brokerMs / length) * length;
}

/** Opening time (broker ms) of the bar after the one that opens at `openMs`. */
export function nextBarOpen(timeframe: Timeframe, openMs: number): number {
  if (timeframe === "MN1") {
    const date = new Date(openMs);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  }
  return openMs + (timeframe === "W1" ? 7 * DAY : FIXED[timeframe]);
}
