import { wilderAverage } from "./averages.ts";
import type { Filter, Study, StudyBar } from "./study.ts";

/** Greatest of high - low and the distances of high and low from the close before; NaN for the first bar. */
export class TrueRange {
  #close = Number.NaN;

  take({ high, low, close }: StudyBar, keep: boolean): number {
    const before = this.#close;
    if (keep) this.#close = close;
    return Number.isNaN(before) ? Number.NaN : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  }
}

/** Average true range (Wilder, 1978). Outputs: atr, in price units. */
export class Atr implements Study {
  readonly #range = new TrueRange();
  readonly #average: Filter;

  constructor(period: number) {
    this.#average = wilderAverage(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    out[0] = this.value(bar, keep);
  }

  value(bar: StudyBar, keep: boolean): number {
    return this.#average.take(this.#range.take(bar, keep), keep);
  }
}
