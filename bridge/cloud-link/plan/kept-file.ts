import { z } from "zod";
import { PLAN_TYPES } from "#shared/cloud/plans.ts";

/** A small text that outlives a run; nothing secret. */
export interface KeptText {
  read(): string | undefined;
  write(text: string): void;
}

/** The cloud's last signed word about the plan, and the highest time it ever told. */
const Kept = z.object({
  version: z.literal(1),
  owner: z.string(),
  token: z.string(),
  keys: z.array(z.record(z.string(), z.unknown())),
  status: z.string().nullable(),
  periodEndMs: z.number().nullable(),
  cancelsAtEnd: z.boolean(),
  nextPlan: z.enum(PLAN_TYPES).nullable().default(null),
  /** UTC ms; only grows. */
  highestMs: z.number(),
});
export type KeptPlan = z.infer<typeof Kept>;

/** What a grace token says once its signature holds (cloud/plans/grace-token.ts). */
export const GraceClaims = z.object({
  sub: z.string(),
  device: z.string(),
  plan: z.enum(PLAN_TYPES),
  entv: z.int(),
  limits: z.record(z.string(), z.int().nullable()),
  features: z.record(z.string(), z.boolean()),
  iat: z.int(),
  soft_exp: z.int(),
  exp: z.int(),
});
export type GraceClaims = z.infer<typeof GraceClaims>;

/** The plan as the cloud told it last; undefined when nothing readable is kept. */
export function readKept(file: KeptText): KeptPlan | undefined {
  const text = file.read();
  if (text === undefined) return undefined;
  try {
    const read = Kept.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    // A damaged file is no word of the cloud's: it is asked again.
    return undefined;
  }
}

/**
 * Checks the signature, the purpose and whose it is. Times are judged apart: an old word still names the plan that ended.
 * @returns undefined for whatever the cloud did not sign for this user and device.
 */
export async function openGrace(kept: KeptPlan, userId: string, deviceId: string): Promise<GraceClaims | undefined> {
  const { compactVerify, createLocalJWKSet } = await import("jose");
  try {
    const keys = createLocalJWKSet({ keys: kept.keys });
    const { payload, protectedHeader } = await compactVerify(kept.token, keys, { algorithms: ["EdDSA"] });
    const content: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    const claims = GraceClaims.safeParse(content);
    const meant =
      (content as { aud?: unknown }).aud === "fairlead-desktop/grace" && protectedHeader.typ === "grace+jwt";
    return meant && claims.success && claims.data.sub === userId && claims.data.device === deviceId
      ? claims.data
      : undefined;
  } catch {
    return undefined;
  }
}
