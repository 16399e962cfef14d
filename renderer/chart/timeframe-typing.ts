import type { Timeframe } from "#shared/market/timeframe.ts";

/** Minutes as charting programs have always taken them, and the short forms with a unit. */
const BY_TYPING: Readonly<Record<string, Timeframe>> = {
  "1": "M1",
  "5": "M5",
  "15": "M15",
  "30": "M30",
  "60": "H1",
  "240": "H4",
  "1440": "D1",
  "1M": "M1",
  "5M": "M5",
  "15M": "M15",
  "30M": "M30",
  "1H": "H1",
  "4H": "H4",
  "1D": "D1",
  "1W": "W1",
  "1MN": "MN1",
};

/** The timeframe that typed keys name: `15`, `4h`, `1d`, `1mn`; undefined when there is none. */
export const typedTimeframe = (typed: string): Timeframe | undefined =>
  Object.hasOwn(BY_TYPING, typed.toUpperCase()) ? BY_TYPING[typed.toUpperCase()] : undefined;

/** What is typed after one more key; undefined when the key does not belong to a timeframe. */
export function typeKey(typed: string, key: string): string | undefined {
  if (key === "Backspace") return typed.slice(0, -1);
  if (typed.length >= 4) return undefined;
  if (/^\d$/.test(key)) return typed + key;
  return typed !== "" && /^[mhdwn]$/i.test(key) ? typed + key.toLowerCase() : undefined;
}
