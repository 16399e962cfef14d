import { wilderAverage } from "./averages.ts";
import type { Filter, Study, StudyBar } from "./study.ts";
import { TrueRange } from "./true-range.ts";

/** Average directional index (Wilder, 1978). Outputs: adx, plus (+DI), minus (-DI), all 0 to 100. */
export class Adx implements Study {
  readonly #trueRange = new TrueRange();
  readonly #range: Filter;
  readonly #up: Filter;
  readonly #down: Filter;
  readonly #index: Filter;
  #before: StudyBar | null = null;

  constructor(period: number) {
    this.#range = wilderAverage(period);
    this.#up = wilderAverage(period);
    this.#down = wilderAverage(period);
    this.#index = wilderAverage(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const before = this.#before;
    const range = this.#range.take(this.#trueRange.take(bar, keep), keep);
    const rise = before === null ? Number.NaN : bar.high - before.high;
    const fall = before === null ? Number.NaN : before.low - bar.low;
    const up = this.#up.take(moved(rise, fall), keep);
    const down = this.#down.take(moved(fall, rise), keep);
    if (keep) this.#before = bar;
    const [plus, minus] = [(100 * up) / range, (100 * down) / range];
    const apart = plus === minus ? 0 : (100 * Math.abs(plus - minus)) / (plus + minus);
    out[0] = this.#index.take(Number.isNaN(plus) || Number.isNaN(minus) ? Number.NaN : apart, keep);
    out[1] = plus;
    out[2] = minus;
  }
}

/** The greater of the two movements counts, and only outwards. */
function moved(one: number, other: number): number {
  if (Number.isNaN(one)) return Number.NaN;
  return one > other ? Math.max(one, 0) : 0;
}
