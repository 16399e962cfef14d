import { sql } from "kysely";
import type { ApiScope, Principal } from "../http/access.ts";
import { Problem } from "../http/problem.ts";
import type { CloudParts } from "../parts.ts";
import { parseApiKey, sameHash } from "./api-key-format.ts";
import type { Found } from "./caller-lookup.ts";

interface FoundKey extends Found {
  readonly secret_sha256: Buffer;
  readonly scopes: readonly ApiScope[];
}

/** A caller, and what the plan asks of one. */
export interface Authenticated {
  readonly principal: Principal;
  /** The plan asks for a second factor, and this sign-in was made without one. */
  readonly lacksSecondFactor: boolean;
}

/**
 * Finds out who sends a bearer token. The session or key is looked up each time: one that was ended a moment ago, a
 * suspended user, a changed role or plan count at once.
 * @throws Problem UNAUTHENTICATED, ACCOUNT_SUSPENDED, PLAN_FEATURE (API keys without API access).
 */
export async function authenticate(parts: CloudParts, token: string): Promise<Authenticated> {
  return token.startsWith("flk_") ? byKey(parts, token) : bySession(parts, token);
}

async function bySession({ tokens, callers }: CloudParts, token: string): Promise<Authenticated> {
  const claims = await tokens.read("access", token);
  if (claims === undefined) throw new Problem("UNAUTHENTICATED");
  const found = await callers.find(claims);
  if (found === undefined) throw new Problem("UNAUTHENTICATED");
  return {
    principal: {
      ...common(found),
      kind: "user",
      scopes: ["read", "write", "trade"],
      sessionId: claims.sessionId,
      deviceId: found.device_id,
      amr: found.amr,
      secondFactorAt: found.second_factor_at?.getTime(),
    },
    lacksSecondFactor: found.features.requires_two_factor && !found.amr.includes("otp"),
  };
}

async function byKey({ database, clock }: CloudParts, token: string): Promise<Authenticated> {
  const key = parseApiKey(token);
  if (key === undefined) throw new Problem("UNAUTHENTICATED");
  const at = new Date(clock());
  const { rows } = await sql<FoundKey>`select * from identity.caller_by_key(${key.id}, ${at})`.execute(database.auth);
  const [found] = rows;
  if (found === undefined || !sameHash(found.secret_sha256, key.sha256)) throw new Problem("UNAUTHENTICATED");
  const principal: Principal = {
    ...common(found),
    kind: "api_key",
    scopes: found.scopes,
    sessionId: undefined,
    deviceId: undefined,
    amr: [],
    secondFactorAt: undefined,
  };
  if (!found.features.api_access) throw new Problem("PLAN_FEATURE", undefined, { extra: { feature: "api_access" } });
  await sql`update identity.api_keys set last_used = ${at} where key_id = ${key.id}
    and (last_used is null or last_used < ${new Date(at.getTime() - 60_000)})`.execute(database.auth);
  return { principal, lacksSecondFactor: false };
}

function common(
  found: Found,
): Omit<Principal, "kind" | "scopes" | "sessionId" | "deviceId" | "amr" | "secondFactorAt"> {
  if (found.account_status !== "active") throw new Problem("ACCOUNT_SUSPENDED");
  return {
    userId: found.user_id,
    tenantId: found.tenant_id,
    memberRole: found.role,
    platformRole: found.platform_role,
    plan: found.plan_type,
    requestsPerMinute: found.limits.requests_per_minute ?? 60,
  };
}
