import { absorbBar } from "#shared/market/aggregate.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import { BAR_SOURCE, type KeyedBar } from "./bar-book.ts";

/** A minute that ticks made otherwise than the broker tells it. */
export interface BarDifference {
  readonly timeMs: number;
  readonly own: Readonly<FormingBar>;
  readonly broker: Readonly<FormingBar>;
  /** Whose bar is read: the one with more ticks, ours where they have as many. */
  readonly stands: "own" | "broker";
}

/** Minutes of two sources, counted. */
export interface BarComparison {
  readonly own: number;
  readonly broker: number;
  readonly both: number;
  readonly differing: number;
  readonly minutes: readonly BarDifference[];
}

const COMPARED = ["open", "high", "low", "close", "tickVolume"] as const;

/** Compares bars of ticks with the broker's; the first `most` that differ are told. A repeated hour's are two. */
export function compareBars(bars: readonly KeyedBar[], most: number): BarComparison {
  const minutes = new Map<string, { own?: FormingBar; broker?: FormingBar }>();
  for (const bar of bars) {
    const key = `${bar.timeMs}/${bar.offsetEpoch}`;
    const minute = minutes.get(key) ?? {};
    minutes.set(key, minute);
    if (bar.source === BAR_SOURCE.broker) minute.broker = { ...bar };
    else if (minute.own === undefined) minute.own = { ...bar };
    else absorbBar(minute.own, bar);
  }
  let [own, broker, both] = [0, 0, 0];
  const differing: BarDifference[] = [];
  for (const pair of minutes.values()) {
    if (pair.own === undefined) broker++;
    else if (pair.broker === undefined) own++;
    else {
      both++;
      const { own: ours, broker: theirs } = pair as Required<typeof pair>;
      if (COMPARED.every((field) => ours[field] === theirs[field])) continue;
      const stands = theirs.tickVolume > ours.tickVolume ? "broker" : "own";
      differing.push({ timeMs: ours.timeMs, own: ours, broker: theirs, stands });
    }
  }
  differing.sort((a, b) => a.timeMs - b.timeMs);
  return { own, broker, both, differing: differing.length, minutes: differing.slice(0, most) };
}
