import type { BalanceCurve } from "./balance-curve.ts";
import type { EquityCurve } from "./equity-curve.ts";

/** A curve as it is drawn: what stood there, and how far below its highest (<= 0). Raw account currency. */
export interface DrawnCurve {
  readonly timeMs: Float64Array;
  readonly value: Float64Array;
  readonly drawdown: Float64Array;
}

type Course = Omit<EquityCurve, "sinceMs" | "samples">;

export const drawnCurve = ({ first, timeMs, balance, capital }: BalanceCurve, most?: number): DrawnCurve =>
  drawn({ first, timeMs, low: balance, high: balance, last: balance, capital }, most);

export const drawnEquity = (curve: EquityCurve, most?: number): DrawnCurve => drawn(curve, most);

/** At most `most` points: of each stretch the first, the lowest, the highest and the last, in their order. */
function drawn({ first, timeMs, low, high, last, capital }: Course, most = 2_000): DrawnCurve {
  const count = timeMs.length;
  const drawdown = new Float64Array(count);
  let peak = first;
  let before = first;
  for (let at = 0; at < count; at += 1) {
    peak += (capital[at] ?? 0) - before;
    before = capital[at] ?? 0;
    peak = Math.max(peak, high[at] ?? 0);
    drawdown[at] = (low[at] ?? 0) - peak;
  }
  if (count <= most) return { timeMs, value: last, drawdown };
  const stretches = Math.floor(most / 4);
  const keep: number[] = [];
  const values: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * count) / stretches);
    const to = Math.floor(((stretch + 1) * count) / stretches);
    let [lowest, highest] = [from, from];
    for (let at = from; at < to; at += 1) {
      if ((low[at] ?? 0) < (low[lowest] ?? 0)) lowest = at;
      if ((high[at] ?? 0) > (high[highest] ?? 0)) highest = at;
    }
    for (const at of [...new Set([from, lowest, highest, to - 1])].toSorted((a, b) => a - b)) {
      keep.push(at);
      values.push((at === lowest ? low[at] : at === highest ? high[at] : last[at]) ?? 0);
    }
  }
  const pick = (column: Float64Array) => Float64Array.from(keep, (at) => column[at] ?? 0);
  return { timeMs: pick(timeMs), value: Float64Array.from(values), drawdown: pick(drawdown) };
}
