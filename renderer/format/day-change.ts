import type { Quote } from "#shared/contract/market.ts";

export type Direction = "up" | "down" | "flat";

export interface DayChange {
  /** Percent of the previous broker day's closing bid, rounded to what is shown. */
  readonly percent: number;
  readonly direction: Direction;
  /** `"↑ +0.12 %" (thin space)`: arrow and sign, so that colour never carries the meaning alone. */
  readonly text: string;
}

const ARROWS: Readonly<Record<Direction, string>> = { up: "↑", down: "↓", flat: " " };
const MINUS = "\u2212";

/**
 * Change of the bid since the broker's day began, against the previous day's close as MT5's Market Watch measures it;
 * against the day's open where no earlier day is known. Undefined while neither is known: unknown is not zero.
 */
export function dayChange(quote: Pick<Quote, "bid" | "previousClose" | "dayOpen">): DayChange | undefined {
  const base = quote.previousClose ?? quote.dayOpen;
  if (base === undefined || !(base > 0)) return undefined;
  const percent = Math.round(((quote.bid - base) / base) * 10_000) / 100 + 0;
  const direction: Direction = percent > 0 ? "up" : percent < 0 ? "down" : "flat";
  const sign = direction === "up" ? "+" : direction === "down" ? MINUS : "";
  return { percent, direction, text: `${ARROWS[direction]} ${sign}${Math.abs(percent).toFixed(2)}\u202f%` };
}
