import { SignJWT } from "jose";
import type { KeyRing } from "../keys/key-ring.ts";
import type { Entitlements } from "./entitlements.ts";

const HOUR_S = 3_600;

/** How long a desktop that cannot reach the cloud keeps its plan: then a reminder, then the free plan. */
export const GRACE = { softHours: 24, hardHours: { free: 72, basic: 72, pro: 168, enterprise: 168 } } as const;

/**
 * What a desktop may do without asking, signed: bound to tenant and device. Its dates are the cloud's; a desktop keeps
 * the highest time it has seen, and a clock before that ends the grace.
 */
export async function graceToken(
  keys: KeyRing,
  issuer: string,
  who: { readonly tenantId: string; readonly userId: string; readonly deviceId: string },
  entitlements: Entitlements,
  version: number,
  until: Date | null,
  now: number,
): Promise<{ token: string; soft_expires_at: Date; hard_expires_at: Date }> {
  const iat = Math.floor(now / 1_000);
  const most = iat + GRACE.hardHours[entitlements.plan_type] * HOUR_S;
  // Grace never outlives the period itself.
  const hard = until === null ? most : Math.min(most, Math.max(iat, Math.floor(until.getTime() / 1_000)));
  const soft = Math.min(iat + GRACE.softHours * HOUR_S, hard);
  const token = await new SignJWT({
    tid: who.tenantId,
    device: who.deviceId,
    plan: entitlements.plan_type,
    entv: version,
    limits: entitlements.limits,
    features: entitlements.features,
    soft_exp: soft,
  })
    .setProtectedHeader({ alg: "EdDSA", typ: "grace+jwt", kid: keys.kid })
    .setIssuer(issuer)
    .setAudience("fairlead-desktop/grace")
    .setSubject(who.userId)
    .setIssuedAt(iat)
    .setExpirationTime(hard)
    .sign(keys.signingKey);
  return { token, soft_expires_at: new Date(soft * 1_000), hard_expires_at: new Date(hard * 1_000) };
}
