import type { BalanceCurve } from "./balance-curve.ts";

/** A curve as it is drawn: the balance, and how far below its highest it stands (<= 0). Raw account currency. */
export interface DrawnCurve {
  readonly timeMs: Float64Array;
  readonly balance: Float64Array;
  readonly drawdown: Float64Array;
}

/** At most `most` points: of each stretch the first, the lowest, the highest and the last, in their order. */
export function drawnCurve({ first, timeMs, balance, capital }: BalanceCurve, most = 2_000): DrawnCurve {
  const count = balance.length;
  const drawdown = new Float64Array(count);
  let peak = first;
  let before = first;
  for (let at = 0; at < count; at += 1) {
    peak += (capital[at] ?? 0) - before;
    before = capital[at] ?? 0;
    peak = Math.max(peak, balance[at] ?? 0);
    drawdown[at] = (balance[at] ?? 0) - peak;
  }
  if (count <= most) return { timeMs, balance, drawdown };
  const stretches = Math.floor(most / 4);
  const keep: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * count) / stretches);
    const to = Math.floor(((stretch + 1) * count) / stretches);
    let [low, high] = [from, from];
    for (let at = from; at < to; at += 1) {
      if ((balance[at] ?? 0) < (balance[low] ?? 0)) low = at;
      if ((balance[at] ?? 0) > (balance[high] ?? 0)) high = at;
    }
    keep.push(...[...new Set([from, low, high, to - 1])].toSorted((a, b) => a - b));
  }
  const pick = (column: Float64Array) => Float64Array.from(keep, (at) => column[at] ?? 0);
  return { timeMs: pick(timeMs), balance: pick(balance), drawdown: pick(drawdown) };
}
