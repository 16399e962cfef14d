import rateLimit, { type FastifyRateLimitStore, type FastifyRateLimitStoreCtor } from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { networkOf } from "./address.ts";
import { Problem } from "./problem.ts";
import type { RequestCounts } from "./request-counts.ts";

/** Requests a minute of one network to routes that know no caller. */
export const PUBLIC_PER_MINUTE = 120;

/**
 * Limits each organisation by its plan, and each network where nobody is signed in; the answer always says how much is
 * left (x-ratelimit-limit, -remaining, -reset). @param counts what all processes share; each counts for itself without.
 */
export async function registerRateLimits(
  app: FastifyInstance,
  publicPerMinute: number,
  counts: RequestCounts | undefined,
): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: "onRequest",
    timeWindow: 60_000,
    cache: 20_000,
    ...(counts === undefined ? {} : { store: storeOf(counts) }),
    keyGenerator: ({ principal, ip }) =>
      principal === undefined ? `ip:${networkOf(ip)}` : `tenant:${principal.tenantId}`,
    max: ({ principal }) => principal?.requestsPerMinute ?? publicPerMinute,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem("RATE_LIMITED", undefined, { headers: { "retry-after": `${Math.max(1, Math.ceil(ttl / 1_000))}` } }),
  });
}

/** The counts as @fastify/rate-limit asks for them: a class, which it makes itself. */
function storeOf(counts: RequestCounts): FastifyRateLimitStoreCtor {
  return class SharedStore implements FastifyRateLimitStore {
    incr(key: string, told: Parameters<FastifyRateLimitStore["incr"]>[1], windowMs: number): void {
      void counts.count(key, windowMs).then((counted) => told(null, counted));
    }

    child(): FastifyRateLimitStore {
      return this;
    }
  };
}
