import { absorbBar } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { barColumns, type FormingBar } from "#shared/market/m1-builder.ts";
import { BAR_SOURCE, type KeyedBar } from "./bar-book.ts";

/**
 * One bar a time. Within an offset epoch, bars of ticks are parts of one bar, and of the broker's and ours the one with
 * more ticks stands: a minute that we saw in part has fewer than the broker's, a minute that still runs has more.
 * Bars of several offset epochs (a repeated hour) are then joined.
 */
export function joinBars(bars: KeyedBar[]): BarColumns {
  bars.sort((a, b) => a.timeMs - b.timeMs || a.offsetEpoch - b.offsetEpoch || b.source - a.source);
  const out: FormingBar[] = [];
  for (let i = 0; i < bars.length; ) {
    const bar = bars[i] as KeyedBar;
    let joined: FormingBar | undefined;
    while (i < bars.length && (bars[i] as KeyedBar).timeMs === bar.timeMs) {
      const [best, next] = bestOfEpoch(bars, i);
      i = next;
      if (joined === undefined) joined = best;
      else absorbBar(joined, best);
    }
    if (joined !== undefined) out.push(joined);
  }
  return barColumns(out);
}

/** The bar that stands among those of one time and offset epoch from `at` on, and the index after them. */
function bestOfEpoch(bars: readonly KeyedBar[], at: number): [FormingBar, number] {
  const { timeMs, offsetEpoch } = bars[at] as KeyedBar;
  let ours: FormingBar | undefined;
  let best: FormingBar | undefined;
  let i = at;
  for (; i < bars.length; i++) {
    const bar = bars[i] as KeyedBar;
    if (bar.timeMs !== timeMs || bar.offsetEpoch !== offsetEpoch) break;
    if (bar.source === BAR_SOURCE.ticks) {
      if (ours === undefined) best = ours = { ...bar };
      else absorbBar(ours, bar);
    } else if (best === undefined || bar.tickVolume > best.tickVolume) {
      best = { ...bar };
    }
  }
  return [best as FormingBar, i];
}
