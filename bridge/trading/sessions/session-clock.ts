import type { SessionAge } from "#shared/trading/session/session-state.ts";
import type { SessionTime } from "./session-parts.ts";

/** Clocks that ran side by side differ by less than this. */
const SLACK_MS = 60_000;
/** A broker's summer time. */
const HOUR_MS = 3_600_000;

/**
 * How long a session has been going on. While the computer runs, its up-time tells: it counts sleep and knows nothing of
 * a wall clock that somebody sets. Over a restart of the computer the broker's time tells, less its summer time.
 */
export class SessionClock {
  readonly #time: SessionTime;
  readonly #brokerMs: () => number | null;
  /** Age in ms at an up-time; null before the session has run. */
  #since: { readonly ms: number; readonly upMs: number } | null = null;
  /** What an earlier run left and no clock has explained yet. */
  #left: SessionAge | null = null;

  constructor(time: SessionTime, brokerMs: () => number | null, kept: SessionAge | undefined) {
    this.#time = time;
    this.#brokerMs = brokerMs;
    if (kept === undefined) return;
    const upMs = time.upMs();
    const passed = upMs - kept.upMs;
    const isSameStart = passed >= 0 && Math.abs(time.utcMs() - kept.utcMs - passed) <= SLACK_MS;
    this.#since = { ms: kept.ms + (isSameStart ? passed : 0), upMs };
    if (!isSameStart) this.#left = kept;
  }

  /** The session runs for the first time. */
  begin(): void {
    this.#since ??= { ms: 0, upMs: this.#time.upMs() };
  }

  /** Whole ms since the session first ran, its pauses and the time in which Fairlead did not run among them; null before. */
  age(): number | null {
    if (this.#since === null) return null;
    this.#explain(this.#since);
    // An up-time in hundredths of a second is, as a double, not always a whole number of milliseconds.
    return Math.round(this.#since.ms + Math.max(0, this.#time.upMs() - this.#since.upMs));
  }

  stamp(): SessionAge | undefined {
    const ms = this.age();
    if (ms === null || this.#left !== null) return this.#left ?? undefined;
    return { ms, upMs: this.#time.upMs(), utcMs: this.#time.utcMs(), brokerMs: this.#brokerMs() };
  }

  #explain({ ms, upMs }: { readonly ms: number; readonly upMs: number }): void {
    const left = this.#left;
    const brokerMs = this.#brokerMs();
    if (left === null || brokerMs === null) return;
    this.#left = null;
    const byWall = this.#time.utcMs() - left.utcMs;
    const byBroker = left.brokerMs === null ? byWall : brokerMs - left.brokerMs;
    const isSummerTime = Math.abs(Math.abs(byBroker - byWall) - HOUR_MS) <= SLACK_MS;
    const passed = Math.max(0, isSummerTime ? byWall : byBroker);
    this.#since = { ms: left.ms + Math.max(ms - left.ms, passed - (this.#time.upMs() - upMs)), upMs };
  }
}
