import { randomBytes } from "node:crypto";
import { generateSecret, generateURI, verifySync } from "otplib";
import type { Work } from "../database/database.ts";
import { Problem } from "../http/problem.ts";
import type { KeyRing } from "../keys/key-ring.ts";

const RECOVERY_CODES = 10;
/** A clock may be off by one step either way (RFC 6238, section 5.2). */
const TOLERANCE_SECONDS = 30;

/** Begins the set-up of an authenticator app: a secret that counts only once a code of it was entered. */
export async function beginTotp(
  trx: Work,
  keys: KeyRing,
  userId: string,
  email: string,
): Promise<{ secret: string; uri: string }> {
  const secret = generateSecret();
  const sealed_secret = keys.seal("totp", userId, secret);
  const row = await trx
    .insertInto("identity.totp")
    .values({ user_id: userId, sealed_secret, confirmed_at: null })
    .onConflict((on) =>
      on.column("user_id").doUpdateSet({ sealed_secret, last_step: 0 }).where("identity.totp.confirmed_at", "is", null),
    )
    .returning("user_id")
    .executeTakeFirst();
  if (row === undefined) throw new Problem("CONFLICT", "A second factor is set up already: remove it first.");
  return { secret, uri: generateURI({ issuer: "Fairlead", label: email, secret }) };
}

/** Whether a code of the authenticator is right; each time step counts once, so a code that was seen is worth nothing. */
export async function takeTotp(
  trx: Work,
  keys: KeyRing,
  userId: string,
  code: string,
  now: number,
  confirmed = true,
): Promise<boolean> {
  const row = await trx
    .selectFrom("identity.totp")
    .selectAll()
    .where("user_id", "=", userId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || (row.confirmed_at !== null) !== confirmed || !/^\d{6}$/.test(code)) return false;
  const result = verifySync({
    secret: keys.open("totp", userId, row.sealed_secret),
    token: code,
    epoch: Math.floor(now / 1_000),
    epochTolerance: TOLERANCE_SECONDS,
  });
  const step = result.valid && "timeStep" in result ? result.timeStep : 0;
  if (step <= Number(row.last_step)) return false;
  await trx
    .updateTable("identity.totp")
    .set({ last_step: step, ...(confirmed ? {} : { confirmed_at: new Date(now) }) })
    .where("user_id", "=", userId)
    .execute();
  return true;
}

/** Ten codes of eighty bits for a lost authenticator; only their keyed hashes are kept, each opens once. */
export async function newRecoveryCodes(trx: Work, keys: KeyRing, userId: string): Promise<string[]> {
  await trx.deleteFrom("identity.recovery_codes").where("user_id", "=", userId).execute();
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomBytes(10).toString("hex"));
  await trx
    .insertInto("identity.recovery_codes")
    .values(
      codes.map((code) => ({
        user_id: userId,
        code_mac: recoveryMac(keys, userId, code),
        kid: keys.kid,
        used_at: null,
      })),
    )
    .execute();
  return codes.map((code) => code.replaceAll(/(.{5})(?=.)/g, "$1-"));
}

/** Uses a recovery code up. @returns whether it was one of the user's, and unused. */
export async function takeRecoveryCode(
  trx: Work,
  keys: KeyRing,
  userId: string,
  code: string,
  now: number,
): Promise<boolean> {
  const kids = await trx
    .selectFrom("identity.recovery_codes")
    .select("kid")
    .distinct()
    .where("user_id", "=", userId)
    .execute();
  const macs = kids.map(({ kid }) => recoveryMac(keys, userId, code, kid));
  if (macs.length === 0) return false;
  const used = await trx
    .updateTable("identity.recovery_codes")
    .set({ used_at: new Date(now) })
    .where("user_id", "=", userId)
    .where("code_mac", "in", macs)
    .where("used_at", "is", null)
    .returning("user_id")
    .execute();
  return used.length === 1;
}

/** Takes the second factor away, and every recovery code with it. */
export async function removeTotp(trx: Work, userId: string): Promise<void> {
  await trx.deleteFrom("identity.totp").where("user_id", "=", userId).execute();
  await trx.deleteFrom("identity.recovery_codes").where("user_id", "=", userId).execute();
  await trx.updateTable("identity.users").set({ two_factor_enabled: false }).where("user_id", "=", userId).execute();
  await trx.updateTable("identity.sessions").set({ second_factor_at: null }).where("user_id", "=", userId).execute();
}

function recoveryMac(keys: KeyRing, userId: string, code: string, kid?: string): Buffer {
  return keys.mac("recovery", `${userId}:${code.toLowerCase().replaceAll(/[^0-9a-f]/g, "")}`, kid);
}
