/**
 * A token bucket per source: `burst` at once, refilled by `perMinute`. Sources that are full again are forgotten, so
 * that invented names cannot fill memory beyond `maxSources`; past that every unknown source is refused.
 */
export class SourceRates {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #maxSources: number;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor({ perMinute, burst, maxSources }: { perMinute: number; burst: number; maxSources: number }) {
    this.#perMs = perMinute / 60_000;
    this.#burst = burst;
    this.#maxSources = maxSources;
  }

  /** True when the source may send one more at `nowMs` (any clock that never runs back; a step back refills nothing). */
  take(source: string, nowMs: number): boolean {
    const known = this.#buckets.get(source);
    if (known === undefined && this.#buckets.size >= this.#maxSources && !this.#forgetFull(nowMs)) return false;
    const tokens = known === undefined ? this.#burst : this.#refilled(known, nowMs);
    if (tokens < 1) {
      this.#buckets.set(source, { tokens, atMs: nowMs });
      return false;
    }
    this.#buckets.set(source, { tokens: tokens - 1, atMs: nowMs });
    return true;
  }

  #refilled({ tokens, atMs }: { tokens: number; atMs: number }, nowMs: number): number {
    return Math.min(this.#burst, tokens + Math.max(0, nowMs - atMs) * this.#perMs);
  }

  #forgetFull(nowMs: number): boolean {
    for (const [source, bucket] of this.#buckets) {
      if (this.#refilled(bucket, nowMs) >= this.#burst) this.#buckets.delete(source);
    }
    return this.#buckets.size < this.#maxSources;
  }
}
