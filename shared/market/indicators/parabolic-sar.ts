import type { Study, StudyBar } from "./study.ts";

interface Trend {
  readonly rising: boolean;
  readonly sar: number;
  readonly extreme: number;
  readonly acceleration: number;
  /** Whether the trend has turned at least once: before, its direction is a guess. */
  readonly turned: boolean;
}

/** Parabolic stop and reverse (Wilder, 1978). Outputs: sar; NaN up to the first reversal, until which the direction is a guess. */
export class ParabolicSar implements Study {
  readonly #step: number;
  readonly #limit: number;
  #trend: Trend | null = null;
  /** The two finished bars before this one, newest first: the stop may not enter their range. */
  #before: readonly StudyBar[] = [];

  constructor(step: number, limit: number) {
    this.#step = step;
    this.#limit = limit;
  }

  take(bar: StudyBar, keep: boolean, out: Float64Array): void {
    const trend = this.#trend;
    const next = trend === null ? this.#first(bar) : this.#next(trend, bar);
    out[0] = trend?.turned ? next.sar : Number.NaN;
    if (!keep) return;
    this.#trend = next;
    const [last] = this.#before;
    this.#before = last === undefined ? [bar] : [bar, last];
  }

  #first({ high, low }: StudyBar): Trend {
    return { rising: true, sar: low, extreme: high, acceleration: this.#step, turned: false };
  }

  #next(trend: Trend, { high, low }: StudyBar): Trend {
    const { rising, extreme, acceleration } = trend;
    const sar = this.#outside(trend.sar + acceleration * (extreme - trend.sar), rising);
    if (rising ? low < sar : high > sar)
      return { rising: !rising, sar: extreme, extreme: rising ? low : high, acceleration: this.#step, turned: true };
    const further = rising ? high > extreme : low < extreme;
    if (!further) return { ...trend, sar };
    const faster = Math.min(acceleration + this.#step, this.#limit);
    return { ...trend, sar, extreme: rising ? high : low, acceleration: faster };
  }

  #outside(sar: number, rising: boolean): number {
    if (this.#before.length < 2) return sar;
    return this.#before.reduce((at, bar) => (rising ? Math.min(at, bar.low) : Math.max(at, bar.high)), sar);
  }
}
