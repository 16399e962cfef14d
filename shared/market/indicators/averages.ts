import type { Filter } from "./study.ts";
import { Window } from "./window.ts";

/** Simple moving average of the last `period` numbers. */
export class SimpleAverage implements Filter {
  readonly #window: Window;

  constructor(period: number) {
    this.#window = new Window(period);
  }

  take(x: number, keep: boolean): number {
    if (Number.isNaN(x)) return Number.NaN;
    this.#window.put(x, keep);
    return this.#window.mean();
  }
}

/** Weighted moving average: the newest number weighs `period`, the oldest 1. */
export class WeightedAverage implements Filter {
  readonly #window: Window;

  constructor(period: number) {
    this.#window = new Window(period);
  }

  take(x: number, keep: boolean): number {
    this.#window.put(x, keep);
    if (!this.#window.full) return Number.NaN;
    const { size } = this.#window;
    let sum = 0;
    for (let ago = 0; ago < size; ago += 1) sum += this.#window.back(ago) * (size - ago);
    return sum / ((size * (size + 1)) / 2);
  }
}

/** An average that moves by a fixed share of each new number's distance; its first value is the plain mean of `period` numbers. */
class SmoothedAverage implements Filter {
  readonly #period: number;
  readonly #share: number;
  #sum = 0;
  #seen = 0;
  #last = Number.NaN;

  constructor(period: number, share: number) {
    this.#period = period;
    this.#share = share;
  }

  take(x: number, keep: boolean): number {
    if (Number.isNaN(x)) return Number.NaN;
    const value = this.#next(x);
    if (keep) {
      this.#sum += this.#seen < this.#period ? x : 0;
      this.#seen += 1;
      this.#last = value;
    }
    return value;
  }

  #next(x: number): number {
    if (this.#seen >= this.#period) return this.#last + this.#share * (x - this.#last);
    return this.#seen === this.#period - 1 ? (this.#sum + x) / this.#period : Number.NaN;
  }
}

/** Exponential moving average, share 2 / (period + 1). */
export const exponentialAverage = (period: number): Filter => new SmoothedAverage(period, 2 / (period + 1));

/** Welles Wilder's average, share 1 / period (New Concepts in Technical Trading Systems, 1978). */
export const wilderAverage = (period: number): Filter => new SmoothedAverage(period, 1 / period);
