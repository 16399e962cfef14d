import type { LinkSettings } from "./settings.ts";

type TriesSettings = Pick<LinkSettings, "backOffFirstMs" | "backOffMaxMs" | "warnAfterTries">;

/** Waiting for a terminal that is not there: ever longer pauses, a warning after some of them, no end. */
export class Tries {
  readonly #settings: TriesSettings;
  #nextMs: number;
  #waitMs: number;
  count = 0;

  constructor(settings: TriesSettings, nowMs: number) {
    this.#settings = settings;
    this.#waitMs = settings.backOffFirstMs;
    this.#nextMs = nowMs + this.#waitMs;
  }

  /** Counts a try when its pause is over. @returns whether the user should be warned now. */
  look(nowMs: number): boolean {
    if (nowMs < this.#nextMs) return false;
    this.count += 1;
    this.#waitMs = Math.min(this.#waitMs * 2, this.#settings.backOffMaxMs);
    this.#nextMs = nowMs + this.#waitMs;
    return this.count === this.#settings.warnAfterTries;
  }
}
