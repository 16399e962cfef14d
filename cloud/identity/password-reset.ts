import { audit, PLATFORM } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { networkOf } from "../http/address.ts";
import { Problem } from "../http/problem.ts";
import { queueMail } from "../notify/mail-queue.ts";
import { messages } from "../notify/messages.ts";
import type { CloudParts } from "../parts.ts";
import { takeGuess } from "./attempts.ts";
import { emailKey } from "./email.ts";
import { CODE_ATTEMPTS, codeFits, codeMac, newCode } from "./one-time-code.ts";
import { weakness } from "./password-rules.ts";

const CODE_MS = 15 * 60_000;

/** Sends a code to the address, if it has an account; the answer is the same if not. */
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
    if (user === undefined) return;
    const code = newCode();
    const row = {
      code_mac: codeMac(keys, "reset", user.user_id, code),
      kid: keys.kid,
      attempts: 0,
      requested_at: new Date(now),
      expires_at: new Date(now + CODE_MS),
    };
    await trx
      .insertInto("identity.resets")
      .values({ user_id: user.user_id, ...row })
      .onConflict((on) => on.column("user_id").doUpdateSet(row))
      .execute();
    await queueMail(trx, keys, messages.reset(user.email, code), now);
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
    const user = await trx
      .selectFrom("identity.users")
      .select(["user_id", "email"])
      .where("email_key", "=", key)
      .executeTakeFirst();
    if (user === undefined) return false;
    const row = await trx
      .selectFrom("identity.resets")
      .selectAll()
      .where("user_id", "=", user.user_id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.attempts >= CODE_ATTEMPTS || row.expires_at.getTime() <= now) return false;
    if (!codeFits(row.code_mac, codeMac(keys, "reset", user.user_id, code, row.kid))) {
      await trx
        .updateTable("identity.resets")
        .set({ attempts: row.attempts + 1 })
        .where("user_id", "=", user.user_id)
        .execute();
      return false;
    }
    await trx.deleteFrom("identity.resets").where("user_id", "=", user.user_id).execute();
    await setPassword(trx, user.user_id, hash, now);
    await endSessions(trx, user.user_id, "password_reset", now);
    await endApiKeys(trx, user.user_id, now);
    await queueMail(trx, keys, messages.passwordChanged(user.email), now);
    await audit(trx, {
      tenantId: PLATFORM,
      at: now,
      actorId: user.user_id,
      actorKind: "user",
      action: "password.reset",
      entity: "user",
      entityId: user.user_id,
      ip,
    });
    return true;
  });
  if (!done) throw new Problem("CODE_WRONG");
}

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
