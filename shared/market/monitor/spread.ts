import type { TickColumns } from "../tick.ts";

/** Spreads of some ticks, in points. */
export interface SpreadFigures {
  readonly now: number;
  readonly least: number;
  readonly most: number;
  /** Mean over time: a spread counts as long as it stood. The last tick, which stands for an unknown time, does not count. */
  readonly mean: number;
}

/**
 * Spread = (ask - bid) / point, rounded to whole points, as MT5's `SYMBOL_SPREAD` gives it; negative while quotes cross.
 * @returns undefined without ticks.
 */
export function spreadFigures({ count, timeMs, bid, ask }: TickColumns, point: number): SpreadFigures | undefined {
  if (count === 0 || !(point > 0)) return undefined;
  const at = (i: number): number => Math.round(((ask[i] as number) - (bid[i] as number)) / point);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let weighed = 0;
  let stood = 0;
  for (let i = 0; i < count; i++) {
    const spread = at(i);
    if (spread < least) least = spread;
    if (spread > most) most = spread;
    if (i + 1 === count) break;
    const ms = (timeMs[i + 1] as number) - (timeMs[i] as number);
    weighed += spread * ms;
    stood += ms;
  }
  const now = at(count - 1);
  return { now, least, most, mean: stood === 0 ? now : weighed / stood };
}
