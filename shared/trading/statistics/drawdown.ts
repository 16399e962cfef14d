import type { BalanceCurve } from "./balance-curve.ts";

/** Falls of a balance or equity, raw currency and percent. */
export interface Drawdown {
  /** First balance - lowest below it. */
  readonly absolute: number;
  /** Largest fall in money, and what that is of its peak; null: its peak was not above 0. */
  readonly maximal: number;
  readonly maximalPercent: number | null;
  /** Largest fall in percent of its peak, and its money. */
  readonly relative: number | null;
  readonly relativeMoney: number | null;
  /** Longest time from a peak to a higher one, or to the end. */
  readonly durationMs: number;
}

/** Below this, money is the dust of binary fractions. */
const DUST = 1e-7;

/**
 * Drawdowns of a balance, as MetaTrader's report prints them. Money put in or taken out moves the first balance and the
 * peak along with it: it is neither a gain nor a fall.
 */
export function drawdownOf({ first, timeMs, balance, capital }: BalanceCurve): Drawdown {
  const falls = new Falls(first);
  for (let at = 0; at < balance.length; at += 1) {
    falls.move(capital[at] ?? 0);
    const time = timeMs[at] ?? 0;
    const value = balance[at] ?? 0;
    falls.see(value, value, time);
  }
  return falls.result();
}

/** Watches a curve for its deepest falls. */
export class Falls {
  #capital: number;
  #peak: number;
  #peakMs: number | null = null;
  #absolute = 0;
  #maximal = 0;
  #maximalPercent: number | null = null;
  #relative: number | null = null;
  #relativeMoney: number | null = null;
  #longest = 0;

  constructor(first: number) {
    this.#capital = first;
    this.#peak = first;
  }

  /** What has been put in up to now has become `capital`. */
  move(capital: number): void {
    this.#peak += capital - this.#capital;
    this.#capital = capital;
  }

  see(high: number, low: number, timeMs: number): void {
    this.#peakMs ??= timeMs;
    this.#longest = Math.max(this.#longest, timeMs - this.#peakMs);
    if (high >= this.#peak - DUST) {
      this.#peak = Math.max(high, this.#peak);
      this.#peakMs = timeMs;
    }
    this.#absolute = Math.max(this.#absolute, this.#capital - low);
    const fall = this.#peak - low;
    if (fall <= DUST) return;
    const percent = this.#peak > 0 ? (100 * fall) / this.#peak : null;
    if (fall > this.#maximal) {
      this.#maximal = fall;
      this.#maximalPercent = percent;
    }
    if (percent !== null && percent > (this.#relative ?? 0)) {
      this.#relative = percent;
      this.#relativeMoney = fall;
    }
  }

  result(): Drawdown {
    const none = this.#peak > 0 && this.#maximal === 0 ? 0 : null;
    return {
      absolute: this.#absolute <= DUST ? 0 : this.#absolute,
      maximal: this.#maximal,
      maximalPercent: this.#maximalPercent ?? none,
      relative: this.#relative ?? none,
      relativeMoney: this.#relativeMoney ?? none,
      durationMs: this.#longest,
    };
  }
}
