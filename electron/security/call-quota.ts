/** More than any page of ours asks for, and few enough that asking for ever costs nothing. */
const MOST = 200;
const WINDOW_MS = 10_000;

/** Counts what each page asks of the shell: a page that was taken over cannot flood the system with windows or notices. */
export class CallQuota {
  readonly #now: () => number;
  readonly #counts = new Map<number, { sinceMs: number; calls: number }>();

  /** @param now a monotonic clock in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one call of a page. @returns `first` for the first one too many within ten seconds, `over` for those after it */
  take(page: number): "within" | "first" | "over" {
    const now = this.#now();
    const known = this.#counts.get(page);
    const count = known !== undefined && now - known.sinceMs < WINDOW_MS ? known : { sinceMs: now, calls: 0 };
    count.calls += 1;
    this.#counts.set(page, count);
    if (count.calls <= MOST) return "within";
    return count.calls === MOST + 1 ? "first" : "over";
  }
}
