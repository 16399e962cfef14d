/** What to do after a crash. `crashes` counts those of the last minute, this one included. */
export type RestartVerdict =
  | { readonly restart: true; readonly delayMs: number; readonly crashes: number }
  | { readonly restart: false; readonly crashes: number };

const WINDOW_MS = 60_000;
const MAX_CRASHES = 5;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 8_000;

/**
 * When to start a crashed process again: at once-ish, then ever later, and not at all after more than five crashes in a
 * minute, because a process that cannot live will not learn it by repetition.
 */
export class RestartPolicy {
  readonly #atOnce: boolean;
  #crashes: number[] = [];

  /** @param atOnce the first crash is not waited after: for what somebody looks at. */
  constructor({ atOnce = false }: { readonly atOnce?: boolean } = {}) {
    this.#atOnce = atOnce;
  }

  /** @param nowMs a monotonic clock */
  crashed(nowMs: number): RestartVerdict {
    this.#crashes = [...this.#crashes.filter((at) => nowMs - at < WINDOW_MS), nowMs];
    const crashes = this.#crashes.length;
    if (crashes > MAX_CRASHES) return { restart: false, crashes };
    const waits = crashes - (this.#atOnce ? 2 : 1);
    return { restart: true, delayMs: waits < 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** waits, MAX_DELAY_MS), crashes };
  }

  /** A person asked to start again: the count begins anew. */
  forgive(): void {
    this.#crashes = [];
  }
}
