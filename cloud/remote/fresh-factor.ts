import type { FastifyRequest } from "fastify";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";

/** How long a second factor counts as fresh. */
export const FRESH_MS = 5 * 60_000;

/**
 * What proves that the caller may act on a terminal: a key with the scope `trade`, or a second factor of a moment ago.
 * @throws Problem TWO_FACTOR_REQUIRED (none was ever given), SECOND_FACTOR_STALE.
 */
export function requireFreshFactor(request: FastifyRequest, now: number): "trade_key" | "second_factor" {
  const { kind, secondFactorAt } = caller(request);
  if (kind === "api_key") return "trade_key";
  if (secondFactorAt === undefined)
    throw new Problem("TWO_FACTOR_REQUIRED", "Acting on a terminal asks for a second factor.");
  if (now - secondFactorAt > FRESH_MS) throw new Problem("SECOND_FACTOR_STALE");
  return "second_factor";
}
