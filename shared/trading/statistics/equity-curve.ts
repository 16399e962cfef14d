import type { BalanceCurve } from "./balance-curve.ts";
import type { TradeColumns } from "./columns.ts";
import { type Drawdown, Falls } from "./drawdown.ts";
import type { EquityColumns } from "./input.ts";

const MINUTE_MS = 60_000;

/**
 * Equity from its first recorded minute on: what was recorded while positions were open, and the balance whenever nothing
 * was. `capital`: what stood there when it began, and what was put in since.
 */
export interface EquityCurve {
  readonly sinceMs: number;
  /** Minutes that were recorded. */
  readonly samples: number;
  readonly first: number;
  readonly timeMs: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  readonly capital: Float64Array;
}

/** @returns null when nothing was recorded. */
export function equityCurve(curve: BalanceCurve, columns: TradeColumns, equity: EquityColumns): EquityCurve | null {
  const samples = equity.timeMs.length;
  if (samples === 0) return null;
  const sinceMs = equity.timeMs[0] ?? 0;
  const flat = flatAt(curve, columns);
  let from = 0;
  while (from < curve.timeMs.length && (curve.timeMs[from] ?? 0) < sinceMs) from += 1;
  const before = from === 0 ? curve.first : (curve.capital[from - 1] ?? 0);
  const first = from === 0 ? curve.first : (curve.balance[from - 1] ?? 0);
  const room = samples + curve.timeMs.length - from;
  const points = {
    timeMs: new Float64Array(room),
    low: new Float64Array(room),
    high: new Float64Array(room),
    last: new Float64Array(room),
    capital: new Float64Array(room),
  };
  let [count, change, capital] = [0, from, before];
  const put = (timeMs: number, low: number, high: number, last: number): void => {
    points.timeMs[count] = timeMs;
    points.low[count] = low;
    points.high[count] = high;
    points.last[count] = last;
    points.capital[count] = first + capital - before;
    count += 1;
  };
  const changesBefore = (timeMs: number, show: boolean): void => {
    for (; change < curve.timeMs.length && (curve.timeMs[change] ?? 0) < timeMs; change += 1) {
      capital = curve.capital[change] ?? 0;
      const balance = curve.balance[change] ?? 0;
      // With a position open the balance is not the equity.
      if (show && flat[change] === 1) put(curve.timeMs[change] ?? 0, balance, balance, balance);
    }
  };
  for (let at = 0; at < samples; at += 1) {
    const minuteMs = equity.timeMs[at] ?? 0;
    changesBefore(minuteMs, true);
    const stood = capital;
    changesBefore(minuteMs + MINUTE_MS, false);
    const last = equity.last[at] ?? 0;
    // Money that came or went within the minute is in one of its extremes and not in the other: only its end is sure.
    if (capital === stood) put(minuteMs, equity.low[at] ?? 0, equity.high[at] ?? 0, last);
    else put(minuteMs, last, last, last);
  }
  changesBefore(Number.POSITIVE_INFINITY, true);
  const cut = (column: Float64Array): Float64Array => column.subarray(0, count);
  return {
    sinceMs,
    samples,
    first,
    timeMs: cut(points.timeMs),
    low: cut(points.low),
    high: cut(points.high),
    last: cut(points.last),
    capital: cut(points.capital),
  };
}

/** Falls of the equity; within a minute its highest is taken to have come first. */
export function equityDrawdown({ first, timeMs, low, high, capital }: EquityCurve): Drawdown {
  const falls = new Falls(first);
  for (let at = 0; at < timeMs.length; at += 1) {
    falls.move(capital[at] ?? 0);
    falls.see(high[at] ?? 0, low[at] ?? 0, timeMs[at] ?? 0);
  }
  return falls.result();
}

/** 1 for each change of the balance at which no trade was open. */
function flatAt({ timeMs }: BalanceCurve, { count, openMs, closeMs }: TradeColumns): Uint8Array {
  const flat = new Uint8Array(timeMs.length);
  let trade = count - 1;
  let opened = Number.POSITIVE_INFINITY;
  for (let at = timeMs.length - 1; at >= 0; at -= 1) {
    const now = timeMs[at] ?? 0;
    for (; trade >= 0 && (closeMs[trade] ?? 0) > now; trade -= 1) {
      const open = openMs[trade] ?? Number.NaN;
      opened = Math.min(opened, Number.isNaN(open) ? Number.NEGATIVE_INFINITY : open);
    }
    flat[at] = opened > now ? 1 : 0;
  }
  return flat;
}
