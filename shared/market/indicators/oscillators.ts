import { exponentialAverage, SimpleAverage, wilderAverage } from "./averages.ts";
import type { Filter, Study, StudyBar } from "./study.ts";
import { Window } from "./window.ts";

/** Relative strength index (Wilder, 1978). Outputs: rsi, 0 to 100; 100 when nothing fell. */
export class Rsi implements Study {
  readonly #gain: Filter;
  readonly #loss: Filter;
  #close = Number.NaN;

  constructor(period: number) {
    this.#gain = wilderAverage(period);
    this.#loss = wilderAverage(period);
  }

  take({ close }: StudyBar, keep: boolean, out: Float64Array): void {
    const change = close - this.#close;
    const gain = this.#gain.take(Number.isNaN(change) ? change : Math.max(change, 0), keep);
    const loss = this.#loss.take(Number.isNaN(change) ? change : Math.max(-change, 0), keep);
    if (keep) this.#close = close;
    out[0] = loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  }
}

/** Moving average convergence and divergence (G. Appel). Outputs: macd, signal, histogram, in price units. */
export class Macd implements Study {
  readonly #fast: Filter;
  readonly #slow: Filter;
  readonly #signal: Filter;

  constructor(fast: number, slow: number, signal: number) {
    this.#fast = exponentialAverage(fast);
    this.#slow = exponentialAverage(slow);
    this.#signal = exponentialAverage(signal);
  }

  take({ close }: StudyBar, keep: boolean, out: Float64Array): void {
    const macd = this.#fast.take(close, keep) - this.#slow.take(close, keep);
    const signal = this.#signal.take(macd, keep);
    out[0] = macd;
    out[1] = signal;
    out[2] = macd - signal;
  }
}

/** Where the close lies between lowest low and highest high of the last bars, 0 to 1; 0 when they are equal. */
class PlaceInRange {
  readonly #highs: Window;
  readonly #lows: Window;

  constructor(period: number) {
    this.#highs = new Window(period);
    this.#lows = new Window(period);
  }

  take({ high, low, close }: StudyBar, keep: boolean): number {
    this.#highs.put(high, keep);
    this.#lows.put(low, keep);
    const [top, bottom] = [this.#highs.max(), this.#lows.min()];
    return top === bottom ? 0 : (close - bottom) / (top - bottom);
  }
}

/** Slow stochastic oscillator (G. Lane). Outputs: k, d, 0 to 100. */
export class Stochastic implements Study {
  readonly #place: PlaceInRange;
  readonly #slowing: Filter;
  readonly #signal: Filter;

  constructor(period: number, signal: number, slowing: number) {
    this.#place = new PlaceInRange(period);
    this.#slowing = new SimpleAverage(slowing);
    this.#signal = new SimpleAverage(signal);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const k = this.#slowing.take(100 * this.#place.take(bar, keep), keep);
    out[0] = k;
    out[1] = this.#signal.take(k, keep);
  }
}

/** Williams %R. Outputs: r, -100 to 0. */
export class WilliamsR implements Study {
  readonly #place: PlaceInRange;

  constructor(period: number) {
    this.#place = new PlaceInRange(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    out[0] = 100 * this.#place.take(bar, keep) - 100;
  }
}

/** Commodity channel index (D. Lambert, 1980): distance of the typical price from its mean in mean deviations of 0.015. Outputs: cci. */
export class Cci implements Study {
  readonly #prices: Window;

  constructor(period: number) {
    this.#prices = new Window(period);
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const price = typicalPrice(bar);
    this.#prices.put(price, keep);
    const mean = this.#prices.mean();
    const deviation = this.#prices.meanOf(mean, Math.abs);
    out[0] = deviation === 0 ? 0 : (price - mean) / (0.015 * deviation);
  }
}

/** Rate of change of the close over `period` bars. Outputs: roc, percent. */
export class Roc implements Study {
  readonly #closes: Window;

  constructor(period: number) {
    this.#closes = new Window(period + 1);
  }

  take({ close }: StudyBar, keep: boolean, out: Float64Array): void {
    this.#closes.put(close, keep);
    const before = this.#closes.full ? this.#closes.back(this.#closes.size - 1) : Number.NaN;
    out[0] = (100 * (close - before)) / before;
  }
}

/** (high + low + close) / 3. */
export const typicalPrice = ({ high, low, close }: StudyBar): number => (high + low + close) / 3;
