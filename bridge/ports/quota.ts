import type { Clock } from "./clock.ts";

/** How often something may happen per key and span of time. A span begins with its first event. */
export class Quota {
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #most: number;
  readonly #spanMs: number;
  readonly #spans = new Map<string, { sinceMs: number; count: number }>();

  constructor(clock: Pick<Clock, "monotonicMs">, most: number, spanMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#spanMs = spanMs;
  }

  /** Counts one more. @returns whether it is within the quota. */
  allows(key: string): boolean {
    const now = this.#clock.monotonicMs();
    const known = this.#spans.get(key);
    const span = known === undefined || now - known.sinceMs >= this.#spanMs ? { sinceMs: now, count: 0 } : known;
    span.count += 1;
    this.#spans.set(key, span);
    return span.count <= this.#most;
  }
}
