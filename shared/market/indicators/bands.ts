import { exponentialAverage } from "./averages.ts";
import type { Filter, Study, StudyBar } from "./study.ts";
import { Atr } from "./true-range.ts";
import { Window } from "./window.ts";

/** Bollinger bands: mean of the closes, and `width` population standard deviations above and below. Outputs: upper, middle, lower. */
export class Bollinger implements Study {
  readonly #closes: Window;
  readonly #width: number;

  constructor(period: number, width: number) {
    this.#closes = new Window(period);
    this.#width = width;
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    this.#closes.put(bar.close, keep);
    const middle = this.#closes.mean();
    around(out, middle, this.#width * Math.sqrt(this.#closes.meanOf(middle, (distance) => distance * distance)));
  }
}

/** Keltner channel: exponential average of the closes, and `width` average true ranges above and below. Outputs: upper, middle, lower. */
export class Keltner implements Study {
  readonly #middle: Filter;
  readonly #range: Atr;
  readonly #width: number;

  constructor(period: number, width: number, rangePeriod: number) {
    this.#middle = exponentialAverage(period);
    this.#range = new Atr(rangePeriod);
    this.#width = width;
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    around(out, this.#middle.take(bar.close, keep), this.#width * this.#range.value(bar, keep));
  }
}

/** Donchian channel: highest high and lowest low of the `period` bars before this one, so a break-out shows. Outputs: upper, middle, lower. */
export class Donchian implements Study {
  readonly #highs: Window;
  readonly #lows: Window;

  constructor(period: number) {
    this.#highs = new Window(period);
    this.#lows = new Window(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const [upper, lower] = [this.#highs.max(), this.#lows.min()];
    out[0] = upper;
    out[1] = (upper + lower) / 2;
    out[2] = lower;
    if (!keep) return;
    this.#highs.put(bar.high, true);
    this.#lows.put(bar.low, true);
  }
}

function around(out: Float64Array, middle: number, reach: number): void {
  out[0] = middle + reach;
  // A middle without its bands would look as if they had no width.
  out[1] = Number.isNaN(reach) ? Number.NaN : middle;
  out[2] = middle - reach;
}
