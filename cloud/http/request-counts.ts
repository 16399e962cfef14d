import type { Redis } from "ioredis";

/** Requests of one key in the window that runs, and what is left of that, ms. */
export interface Counted {
  readonly current: number;
  readonly ttl: number;
}

const MOST_KEYS = 20_000;

/**
 * Counts requests a window: in Redis for all processes together, and in this process alone while Redis is away. A window
 * begins with its first request.
 */
export class RequestCounts {
  readonly #redis: Redis | undefined;
  readonly #now: () => number;
  readonly #own = new Map<string, { current: number; until: number }>();

  constructor(redis: Redis | undefined, now: () => number = Date.now) {
    this.#redis = redis;
    this.#now = now;
  }

  async count(key: string, windowMs: number): Promise<Counted> {
    const redis = this.#redis;
    if (redis?.status !== "ready") return this.#alone(key, windowMs);
    try {
      const name = `fairlead:limit:${key}`;
      const [, counted, left] =
        (await redis.multi().set(name, 0, "PX", windowMs, "NX").incr(name).pttl(name).exec()) ?? [];
      const [current, ttl] = [counted?.[1], left?.[1]];
      return typeof current === "number" && typeof ttl === "number" && ttl >= 0
        ? { current, ttl }
        : this.#alone(key, windowMs);
    } catch {
      return this.#alone(key, windowMs);
    }
  }

  #alone(key: string, windowMs: number): Counted {
    const now = this.#now();
    const known = this.#own.get(key);
    if (known !== undefined && known.until > now) {
      known.current += 1;
      return { current: known.current, ttl: known.until - now };
    }
    this.#own.delete(key);
    if (this.#own.size >= MOST_KEYS) {
      const [oldest = ""] = this.#own.keys();
      this.#own.delete(oldest);
    }
    this.#own.set(key, { current: 1, until: now + windowMs });
    return { current: 1, ttl: windowMs };
  }
}
