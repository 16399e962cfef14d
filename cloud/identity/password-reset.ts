import { audit, PLATFORM } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { networkOf } from "../http/address.ts";
import { Problem } from "../http/problem.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { queueMail } from "../notify/mail-queue.ts";
import { messages } from "../notify/messages.ts";
import type { CloudParts } from "../parts.ts";
import { takeGuess } from "./attempts.ts";
import { emailKey } from "./email.ts";
import { CODE_ATTEMPTS, codeFits, codeMac, newCode } from "./one-time-code.ts";
import { weakness } from "./password-rules.ts";

const CODE_MS = 15 * 60_000;
/** Whom staff invite may not be at the desk just now. */
const INVITE_MS = 3 * 86_400_000;

/**
 * Sends a code to the address, or the word that nobody has an account there. The row, the letter and the answer are made
 * either way: who asks learns nothing, by text or by time.
 */
export async function askReset({ database, keys, clock }: CloudParts, email: string, ip: string): Promise<void> {
  const now = clock();
  const key = emailKey(email);
  await takeGuess(
    database,
    [
      { key: `reset:${key}`, limit: 5 },
      { key: `reset:@${networkOf(ip)}`, limit: 30 },
    ],
    now,
  );
  await database.asAuth(async (trx) => {
    const user = await trx
      .selectFrom("identity.users")
      .select(["user_id", "email"])
      .where("email_key", "=", key)
      .executeTakeFirst();
    const code = await keepCode(trx, keys, { email_key: key, user_id: user?.user_id ?? null }, now, CODE_MS);
    await queueMail(trx, keys, user === undefined ? messages.nobodyHere(email) : messages.reset(user.email, code), now);
  });
}

/**
 * Sets a new password by the code from the letter, and ends every session and API key: whoever knew the old one is out. A second
 * factor stays: a reset by e-mail alone does not take it away.
 * @throws Problem PASSWORD_WEAK, CODE_WRONG, LOGIN_LOCKED.
 */
export async function reset(
  parts: CloudParts,
  email: string,
  code: string,
  password: string,
  ip: string,
): Promise<void> {
  const { database, keys, hasher, clock } = parts;
  const key = emailKey(email);
  const why = weakness(password, [key]);
  if (why !== undefined) throw new Problem("PASSWORD_WEAK", why);
  const now = clock();
  await takeGuess(
    database,
    [
      { key: `reset-code:${key}`, limit: 10 },
      { key: `reset:@${networkOf(ip)}`, limit: 30 },
    ],
    now,
  );
  const hash = await hasher.hash(password);
  const done = await database.asAuth(async (trx) => {
    const row = await trx
      .selectFrom("identity.reset_asks as r")
      .leftJoin("identity.users as u", "u.user_id", "r.user_id")
      .select(["r.user_id", "u.email", "r.code_mac", "r.kid", "r.attempts", "r.expires_at"])
      .where("r.email_key", "=", key)
      .forUpdate("r")
      .executeTakeFirst();
    const given = codeMac(keys, "reset", key, code, row?.kid);
    const isUsable = row !== undefined && row.attempts < CODE_ATTEMPTS && row.expires_at.getTime() > now;
    const fits = codeFits(row?.code_mac ?? Buffer.alloc(0), given);
    const { user_id = null, email: to = null } = row ?? {};
    const note = (action: string): Promise<void> =>
      audit(trx, {
        tenantId: PLATFORM,
        at: now,
        actorId: user_id ?? undefined,
        actorKind: action === "password.reset" ? "user" : "nobody",
        action,
        entity: "user",
        entityId: user_id ?? undefined,
        ip,
      });
    if (!isUsable || !fits || user_id === null || to === null) {
      // Both are written for every address: a failure costs the same whoever has it.
      await trx
        .updateTable("identity.reset_asks")
        .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
        .where("email_key", "=", key)
        .execute();
      await note("password.reset_failed");
      return false;
    }
    await trx.deleteFrom("identity.reset_asks").where("email_key", "=", key).execute();
    await setPassword(trx, user_id, hash, now);
    await endSessions(trx, user_id, "password_reset", now);
    await endApiKeys(trx, user_id, now);
    await queueMail(trx, keys, messages.passwordChanged(to), now);
    await note("password.reset");
    return true;
  });
  if (!done) throw new Problem("CODE_WRONG");
}

/** A code by which somebody whom staff made an account for sets the first password. @returns the code, for the letter. */
export function inviteCode(trx: Work, keys: KeyRing, user: CodeOwner, now: number): Promise<string> {
  return keepCode(trx, keys, user, now, INVITE_MS);
}

interface CodeOwner {
  readonly email_key: string;
  /** null: nobody has that address, and no code opens it. */
  readonly user_id: string | null;
}

/** Keeps a new code for an address, in place of the last. @returns the code. */
async function keepCode(
  trx: Work,
  keys: KeyRing,
  { email_key, user_id }: CodeOwner,
  now: number,
  livesMs: number,
): Promise<string> {
  const code = newCode();
  const row = {
    user_id,
    code_mac: codeMac(keys, "reset", email_key, code),
    kid: keys.kid,
    attempts: 0,
    requested_at: new Date(now),
    expires_at: new Date(now + livesMs),
  };
  await trx
    .insertInto("identity.reset_asks")
    .values({ email_key, ...row })
    .onConflict((on) => on.column("email_key").doUpdateSet(row))
    .execute();
  return code;
}

/** Puts a new password's hash in place of the old one. */
export async function setPassword(trx: Work, userId: string, hash: string, now: number): Promise<void> {
  await trx
    .updateTable("identity.passwords")
    .set({ hash, changed_at: new Date(now) })
    .where("user_id", "=", userId)
    .execute();
}

async function endApiKeys(trx: Work, userId: string, now: number): Promise<void> {
  await trx
    .updateTable("identity.api_keys")
    .set({ revoked_at: new Date(now) })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .execute();
}

/** Ends the user's sessions, all but one if it is named. */
export async function endSessions(trx: Work, userId: string, why: string, now: number, except?: string): Promise<void> {
  await trx
    .updateTable("identity.sessions")
    .set({ revoked_at: new Date(now), revoked_why: why })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .$if(except !== undefined, (query) => query.where("session_id", "!=", except ?? ""))
    .execute();
}
