import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { networkOf } from "./address.ts";
import { Problem } from "./problem.ts";

/** Requests a minute of one network to routes that know no caller. */
export const PUBLIC_PER_MINUTE = 120;

/**
 * Limits each organisation by its plan, and each network where nobody is signed in; the answer always says how much is
 * left (x-ratelimit-limit, -remaining, -reset). Counted in this process: several gateways count apart until they share Redis.
 */
export async function registerRateLimits(app: FastifyInstance, publicPerMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    hook: "onRequest",
    timeWindow: 60_000,
    cache: 20_000,
    keyGenerator: ({ principal, ip }) =>
      principal === undefined ? `ip:${networkOf(ip)}` : `tenant:${principal.tenantId}`,
    max: ({ principal }) => principal?.requestsPerMinute ?? publicPerMinute,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem("RATE_LIMITED", undefined, { headers: { "retry-after": `${Math.max(1, Math.ceil(ttl / 1_000))}` } }),
  });
}
