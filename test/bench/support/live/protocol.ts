/** What the processes of `npm run bench -- live` tell each other over Node's channel. */

/** The feeder's doings, told four times a second. */
export interface FeederReport {
  readonly kind: "feeder";
  /** Live ticks sent since the pace began. */
  readonly live: number;
  /** Ticks of the old history that were sent. */
  readonly backfilled: number;
  /** Ms by which the oldest tick that waits for room is late. */
  readonly lateMs: number;
}

/** What the bridge's process measured since the last reading. */
export interface LiveReading {
  readonly kind: "reading";
  /** Quotes emitted, and ms from the first frame that a quote stands for until it left; counted in steps of `STEP_MS`. */
  readonly quotes: number;
  readonly received: readonly number[];
  /** The same from the terminal's own stamp on (whole ms, so up to one more). */
  readonly sent: readonly number[];
  readonly rssMegabytes: number;
  readonly heapMegabytes: number;
  /** CPU of the whole process since the last reading, in cores. */
  readonly cores: number;
}

export const STEP_MS = 0.05;
const STEPS = 20_000;

/** Counts of durations in steps; the last holds everything longer. */
export class Durations {
  #counts = new Uint32Array(STEPS);

  add(ms: number): void {
    const at = Math.max(0, Math.min(STEPS - 1, Math.floor(ms / STEP_MS)));
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  /** The counts as pairs of step and count, and begins anew. */
  take(): number[] {
    const pairs: number[] = [];
    this.#counts.forEach((count, step) => {
      if (count > 0) pairs.push(step, count);
    });
    this.#counts = new Uint32Array(STEPS);
    return pairs;
  }

  merge(pairs: readonly number[]): void {
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const step = pairs[at] ?? 0;
      this.#counts[step] = (this.#counts[step] ?? 0) + (pairs[at + 1] ?? 0);
    }
  }

  /** The upper end of the step in which the value at `share` lies; 0 without any. */
  at(share: number): number {
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    for (let step = 0; step < STEPS; step++) {
      seen += this.#counts[step] ?? 0;
      if (all > 0 && seen >= share * all) return (step + 1) * STEP_MS;
    }
    return 0;
  }
}
