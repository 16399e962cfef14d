import { nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";

/** What is needed of bars to find places in them: opening times, oldest first. */
type Openings = readonly { readonly timeMs: number }[];

/** Index of the last bar that opens at or before `timeMs`; -1 when all open later. */
export function barBefore(bars: Openings, timeMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle]?.timeMs ?? Infinity) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const months = (ms: number): number => {
  const at = new Date(ms);
  return at.getUTCFullYear() * 12 + at.getUTCMonth();
};

/** How many bars of a timeframe lie between two openings when none is missing. */
function steps(timeframe: Timeframe, fromMs: number, toMs: number): number {
  if (timeframe === "MN1") return months(toMs) - months(fromMs);
  return Math.floor((toMs - fromMs) / (nextBarOpen(timeframe, fromMs) - fromMs));
}

/**
 * The place of a moment among bars, as the library counts them: the index of the bar that holds it; of a moment that no
 * bar holds (a night, a weekend) the next bar's. Beyond either end bars are counted as if none were missing.
 * Undefined without bars.
 */
export function placeOf(bars: Openings, timeframe: Timeframe, timeMs: number): number | undefined {
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (timeMs >= last.timeMs) return bars.length - 1 + steps(timeframe, last.timeMs, timeMs);
  const at = barBefore(bars, timeMs);
  const holds = bars[at];
  if (holds === undefined) return steps(timeframe, first.timeMs, timeMs);
  return timeMs < nextBarOpen(timeframe, holds.timeMs) ? at : at + 1;
}

/** The opening (broker ms) at a place; the reverse of `placeOf`, for whole places. */
export function timeAtPlace(bars: Openings, timeframe: Timeframe, place: number): number | undefined {
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const whole = Math.round(place);
  if (whole >= 0 && whole < bars.length) return bars[whole]?.timeMs;
  const beyond = whole < 0 ? whole : whole - (bars.length - 1);
  const from = whole < 0 ? first.timeMs : last.timeMs;
  if (timeframe === "MN1") {
    const date = new Date(from);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + beyond, 1);
  }
  return from + beyond * (nextBarOpen(timeframe, from) - from);
}
