/** What happened to the computer's time. Durations in ms. */
export type TimeLeap =
  /** It slept, or hung, so long. */
  | { readonly kind: "slept"; readonly ms: number }
  /** Its clock was set; negative: back. */
  | { readonly kind: "set"; readonly ms: number };

interface Clocks {
  /** Time of day, ms. */
  now(): number;
  /** A monotonic clock, ms. */
  steady(): number;
}

/** Less than this is a busy machine, or a clock that is trimmed by its time server. */
const SLEPT_MS = 10_000;
const SET_MS = 2_000;

/**
 * Finds out by two clocks whether the computer slept or its clock was set. On some systems the steady clock stands still
 * during sleep: then both look like a clock that was set forward, which asks for the same things.
 */
export class ClockWatch {
  readonly #clocks: Clocks;
  readonly #everyMs: number;
  #now: number;
  #steady: number;

  /** @param everyMs how often `look` is called */
  constructor(clocks: Clocks, everyMs: number) {
    this.#clocks = clocks;
    this.#everyMs = everyMs;
    this.#now = clocks.now();
    this.#steady = clocks.steady();
  }

  look(): TimeLeap | undefined {
    const { now, steady } = { now: this.#clocks.now(), steady: this.#clocks.steady() };
    const [passed, ran] = [now - this.#now, steady - this.#steady];
    this.#now = now;
    this.#steady = steady;
    if (Math.abs(passed - ran) > SET_MS) return { kind: "set", ms: Math.round(passed - ran) };
    return ran - this.#everyMs > SLEPT_MS ? { kind: "slept", ms: Math.round(ran) } : undefined;
  }
}
