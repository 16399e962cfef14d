import { typicalPrice } from "./oscillators.ts";
import type { Study, StudyBar } from "./study.ts";
import { Window } from "./window.ts";

/** On-balance volume (J. Granville): volume added on a higher close, taken off on a lower one. Outputs: obv, from 0. */
export class Obv implements Study {
  #close = Number.NaN;
  #total = 0;

  take({ close, volume }: StudyBar, keep: boolean, out: Float64Array): void {
    const total = this.#total + (close > this.#close ? volume : close < this.#close ? -volume : 0);
    if (keep) {
      this.#total = total;
      this.#close = close;
    }
    out[0] = total;
  }
}

/** Money flow index: the relative strength of typical price times volume. Outputs: mfi, 0 to 100; 100 when nothing flowed out. */
export class Mfi implements Study {
  readonly #in: Window;
  readonly #out: Window;
  #price = Number.NaN;

  constructor(period: number) {
    this.#in = new Window(period);
    this.#out = new Window(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const price = typicalPrice(bar);
    const before = this.#price;
    if (keep) this.#price = price;
    if (Number.isNaN(before)) {
      out[0] = Number.NaN;
      return;
    }
    this.#in.put(price > before ? price * bar.volume : 0, keep);
    this.#out.put(price < before ? price * bar.volume : 0, keep);
    const [gone, come] = [this.#out.mean(), this.#in.mean()];
    out[0] = gone === 0 ? 100 : 100 - 100 / (1 + come / gone);
  }
}

/**
 * Volume-weighted average of the typical price since its anchor. Outputs: vwap.
 * @param opensAt opening time of the anchor's period that holds a bar; constant for an anchor that never restarts.
 */
export class Vwap implements Study {
  readonly #opensAt: (timeMs: number) => number;
  #period = Number.NaN;
  #value = 0;
  #volume = 0;

  constructor(opensAt: (timeMs: number) => number) {
    this.#opensAt = opensAt;
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const period = this.#opensAt(bar.timeMs);
    const same = period === this.#period;
    const value = (same ? this.#value : 0) + typicalPrice(bar) * bar.volume;
    const volume = (same ? this.#volume : 0) + bar.volume;
    if (keep) {
      this.#period = period;
      this.#value = value;
      this.#volume = volume;
    }
    out[0] = volume === 0 ? Number.NaN : value / volume;
  }
}
