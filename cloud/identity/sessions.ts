import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import { Problem } from "../http/problem.ts";
import { queueMail } from "../notify/mail-queue.ts";
import { messages } from "../notify/messages.ts";
import type { CloudParts } from "../parts.ts";
import { ACCESS_SECONDS } from "./access-tokens.ts";
import { openProof, REFRESH_PROOF, tokenHash } from "./device-proof.ts";
import { isOurs, parseRefreshToken, refreshToken } from "./refresh-tokens.ts";

const DAY_MS = 86_400_000;
const IDLE_DAYS = 30;
const LONGEST_DAYS = 180;
/** How long the generation before the newest still yields the same next one: a lost answer, two windows at once. */
const GRACE_SECONDS = 30;

/** The device that signs in. Without a public key it gets no refresh token: that would be good in any thief's hands. */
export interface Device {
  readonly name: string;
  readonly device_type: "desktop" | "cli" | "web" | "mobile";
  readonly public_key?: string | undefined;
}

export interface Origin {
  readonly ip: string;
  readonly userAgent: string;
}

/** What a signed-in device holds. */
export interface Grant {
  readonly access_token: string;
  readonly token_type: "Bearer";
  readonly expires_in: number;
  readonly refresh_token: string | null;
  readonly session_id: string;
  readonly device_id: string;
}

interface Person {
  readonly user_id: string;
  readonly email: string;
}

/** Opens a session for a user whose factors were checked, in the caller's transaction. */
export async function openSession(
  parts: CloudParts,
  trx: Work,
  user: Person,
  device: Device,
  amr: readonly string[],
  { ip, userAgent }: Origin,
): Promise<{ sessionId: string; deviceId: string; refresh: string | null }> {
  const now = parts.clock();
  const at = new Date(now);
  const tenant = await trx
    .selectFrom("tenancy.memberships as m")
    .innerJoin("tenancy.organisations as o", "o.tenant_id", "m.tenant_id")
    .select("m.tenant_id")
    .where("m.user_id", "=", user.user_id)
    .orderBy("o.kind")
    .orderBy("m.created_at")
    .executeTakeFirstOrThrow();
  const deviceId = await rememberDevice(parts, trx, user, device, ip, now);
  const sessionId = newId(now);
  const secret = { nonce: randomBytes(24).toString("base64url"), kid: parts.keys.kid };
  await trx
    .insertInto("identity.sessions")
    .values({
      user_id: user.user_id,
      session_id: sessionId,
      tenant_id: tenant.tenant_id,
      device_id: deviceId,
      generation: 1,
      rotated_at: at,
      ...secret,
      amr: [...amr],
      ip_address: ip,
      user_agent: userAgent.slice(0, 300),
      created_at: at,
      idle_expires_at: new Date(now + IDLE_DAYS * DAY_MS),
      expires_at: new Date(now + LONGEST_DAYS * DAY_MS),
      revoked_at: null,
      revoked_why: null,
      second_factor_at: amr.includes("otp") ? at : null,
    })
    .execute();
  await trx.updateTable("identity.users").set({ last_login: at }).where("user_id", "=", user.user_id).execute();
  await audit(trx, {
    tenantId: tenant.tenant_id,
    at: now,
    actorId: user.user_id,
    actorKind: "user",
    action: "session.opened",
    entity: "session",
    entityId: sessionId,
    ip,
    deviceId,
    diff: { amr },
  });
  const refresh = device.public_key === undefined ? null : refreshToken(parts.keys, sessionId, 1, secret);
  return { sessionId, deviceId, refresh };
}

/** What a sign-in is given: an access token, and the refresh token where there is a new one. */
export async function grantFor(
  { tokens }: CloudParts,
  userId: string,
  session: { sessionId: string; deviceId: string; refresh: string | null },
): Promise<Grant> {
  return {
    access_token: await tokens.issue("access", { userId, sessionId: session.sessionId }),
    token_type: "Bearer",
    expires_in: ACCESS_SECONDS,
    refresh_token: session.refresh,
    session_id: session.sessionId,
    device_id: session.deviceId,
  };
}

async function rememberDevice(
  parts: CloudParts,
  trx: Work,
  user: Person,
  device: Device,
  ip: string,
  now: number,
): Promise<string> {
  const at = new Date(now);
  const before = await trx
    .selectFrom("identity.devices")
    .select("public_key")
    .where("user_id", "=", user.user_id)
    .execute();
  const isNew = !before.some(({ public_key }) => public_key !== null && public_key === (device.public_key ?? null));
  const { device_id } = await trx
    .insertInto("identity.devices")
    .values({
      user_id: user.user_id,
      device_id: newId(now),
      name: device.name,
      device_type: device.device_type,
      public_key: device.public_key ?? null,
      created_at: at,
      last_seen: at,
    })
    .onConflict((on) => on.columns(["user_id", "public_key"]).doUpdateSet({ last_seen: at, name: device.name }))
    .returning("device_id")
    .executeTakeFirstOrThrow();
  if (isNew && before.length > 0)
    await queueMail(trx, parts.keys, messages.newDevice(user.email, device.name, ip), now);
  return device_id;
}

/**
 * Trades a refresh token for the next one. Of many requests with the same token one rotates, and the others get the
 * same next token. An older one, or one that another device presents, ends the session.
 * @throws Problem REFRESH_REFUSED, REFRESH_REUSED, DEVICE_PROOF_WRONG, ACCOUNT_SUSPENDED.
 */
export async function refresh(parts: CloudParts, text: string, proof: string, ip: string): Promise<Grant> {
  const { database, keys, clock } = parts;
  const token = parseRefreshToken(text);
  if (token === undefined) throw new Problem("REFRESH_REFUSED");
  const row = await database.auth
    .selectFrom("identity.sessions as s")
    .innerJoin("identity.users as u", "u.user_id", "s.user_id")
    .innerJoin("identity.devices as d", (join) =>
      join.onRef("d.user_id", "=", "s.user_id").onRef("d.device_id", "=", "s.device_id"),
    )
    .select([
      "s.user_id",
      "s.tenant_id",
      "s.device_id",
      "s.nonce",
      "s.kid",
      "s.revoked_at",
      "u.email",
      "u.account_status",
      "d.public_key",
      "d.name",
    ])
    .where("s.session_id", "=", token.sessionId)
    .executeTakeFirst();
  if (row === undefined || row.revoked_at !== null || !isOurs(keys, token, row)) throw new Problem("REFRESH_REFUSED");
  if (row.account_status !== "active") throw new Problem("ACCOUNT_SUSPENDED");
  const now = clock();
  const theft = async (why: "token_reuse" | "proof_wrong"): Promise<void> =>
    database.asAuth(async (trx) => {
      await trx
        .updateTable("identity.sessions")
        .set({ revoked_at: new Date(now), revoked_why: why })
        .where("session_id", "=", token.sessionId)
        .where("revoked_at", "is", null)
        .execute();
      await audit(trx, {
        tenantId: row.tenant_id,
        at: now,
        actorId: row.user_id,
        actorKind: "nobody",
        action: "session.ended_on_suspicion",
        entity: "session",
        entityId: token.sessionId,
        ip,
        deviceId: row.device_id,
        diff: { why },
      });
      await queueMail(trx, keys, messages.tokenReuse(row.email, row.name), now);
    });
  const signed = row.public_key === null ? undefined : await openProof(row.public_key, REFRESH_PROOF, proof);
  if (signed?.["rth"] !== tokenHash(text)) {
    await theft("proof_wrong");
    throw new Problem("DEVICE_PROOF_WRONG");
  }
  const { rows } = await sql<{ outcome: string; generation: number }>`
    select * from identity.rotate(${token.sessionId}, ${token.generation}, ${new Date(now)},
      make_interval(secs => ${GRACE_SECONDS}), make_interval(days => ${IDLE_DAYS}))`.execute(database.auth);
  const [result] = rows;
  if (result?.outcome === "reused") {
    await theft("token_reuse");
    throw new Problem("REFRESH_REUSED");
  }
  if (result?.outcome !== "rotated" && result?.outcome !== "grace") throw new Problem("REFRESH_REFUSED");
  const next = refreshToken(keys, token.sessionId, result.generation, row);
  return grantFor(parts, row.user_id, { sessionId: token.sessionId, deviceId: row.device_id, refresh: next });
}
