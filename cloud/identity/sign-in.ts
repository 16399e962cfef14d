import { audit, PLATFORM } from "../audit/audit.ts";
import { newId } from "../database/ids.ts";
import { Problem } from "../http/problem.ts";
import type { CloudParts } from "../parts.ts";
import { forgetGuess, loginGuesses, takeGuess } from "./attempts.ts";
import { isPublicKey } from "./device-proof.ts";
import { emailKey } from "./email.ts";
import { CODE_ATTEMPTS } from "./one-time-code.ts";
import { takeRecoveryCode, takeTotp } from "./second-factor.ts";
import { type Device, type Grant, grantFor, type Origin, openSession } from "./sessions.ts";

const CHALLENGE_MS = 5 * 60_000;

export type SignIn = { readonly grant: Grant } | { readonly challengeId: string; readonly expiresIn: number };

/**
 * Checks e-mail and password. The same work is done for every address, known or not, and the same words are said.
 * @throws Problem LOGIN_LOCKED, CREDENTIALS_WRONG, ACCOUNT_SUSPENDED, EMAIL_UNVERIFIED (with a token to confirm with).
 */
export async function signIn(
  parts: CloudParts,
  email: string,
  password: string,
  device: Device,
  origin: Origin,
): Promise<SignIn> {
  const { database, hasher, clock } = parts;
  if (device.public_key !== undefined && !isPublicKey(device.public_key)) {
    throw new Problem("BAD_REQUEST", "public_key is not an Ed25519 public key.");
  }
  const key = emailKey(email);
  const guesses = loginGuesses(key, origin.ip);
  await takeGuess(database, guesses, clock());
  const known = await database.auth
    .selectFrom("identity.users as u")
    .innerJoin("identity.passwords as p", "p.user_id", "u.user_id")
    .select(["u.user_id", "u.email", "u.account_status", "u.two_factor_enabled", "p.hash"])
    .where("u.email_key", "=", key)
    .executeTakeFirst();
  const waiting = await database.auth
    .selectFrom("identity.registrations")
    .select(["user_id", "password_hash"])
    .where("email_key", "=", key)
    .where("expires_at", ">", new Date(clock()))
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  // Whoever registers an address waits for its confirmation whether or not it has an account: both are looked at, or the
  // answer to one's own registration would tell which.
  const isUser = await hasher.fits(known?.hash, password);
  const isWaiting = !isUser && (await hasher.fits(waiting?.password_hash, password));
  if (!isUser && !isWaiting) {
    await database.asAuth((trx) =>
      audit(trx, {
        tenantId: PLATFORM,
        at: clock(),
        actorId: known?.user_id,
        actorKind: "nobody",
        action: "login.failed",
        entity: "user",
        entityId: known?.user_id,
        ip: origin.ip,
      }),
    );
    throw new Problem("CREDENTIALS_WRONG");
  }
  if (isWaiting || known === undefined) {
    // Guesses stay counted: one's own registration must not buy new ones at somebody else's password.
    const token = await parts.tokens.issue("registration", { userId: waiting?.user_id ?? "", sessionId: "" });
    throw new Problem("EMAIL_UNVERIFIED", undefined, { extra: { token } });
  }
  await forgetGuess(database, guesses);
  if (known.account_status !== "active") throw new Problem("ACCOUNT_SUSPENDED");
  if (hasher.isOutdated(known.hash)) await rehash(parts, known.user_id, password, known.hash);
  if (known.two_factor_enabled) return challenge(parts, known.user_id, device);
  const session = await database.asAuth((trx) => openSession(parts, trx, known, device, ["pwd"], origin));
  return { grant: await grantFor(parts, known.user_id, session) };
}

async function challenge({ database, clock }: CloudParts, userId: string, device: Device): Promise<SignIn> {
  const now = clock();
  const challengeId = newId(now);
  await database.auth
    .insertInto("identity.challenges")
    .values({
      user_id: userId,
      challenge_id: challengeId,
      device: JSON.stringify(device),
      expires_at: new Date(now + CHALLENGE_MS),
    })
    .execute();
  return { challengeId, expiresIn: CHALLENGE_MS / 1_000 };
}

/**
 * Answers the second factor. A challenge opens one session, and takes five guesses; guesses also count against the
 * account, so that new challenges bring no new guesses.
 * @throws Problem CODE_WRONG, LOGIN_LOCKED.
 */
export async function answerChallenge(
  parts: CloudParts,
  challengeId: string,
  answer: { readonly code?: string | undefined; readonly recovery_code?: string | undefined },
  origin: Origin,
): Promise<Grant> {
  const { database, keys, clock } = parts;
  const now = clock();
  const found = await database.auth
    .selectFrom("identity.challenges")
    .select("user_id")
    .where("challenge_id", "=", challengeId)
    .executeTakeFirst();
  if (found === undefined) throw new Problem("CODE_WRONG");
  const guesses = [{ key: `totp:${found.user_id}`, limit: 10 }];
  await takeGuess(database, guesses, now);
  const opened = await database.asAuth(async (trx) => {
    const row = await trx
      .selectFrom("identity.challenges")
      .selectAll()
      .where("challenge_id", "=", challengeId)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.attempts >= CODE_ATTEMPTS || row.expires_at.getTime() <= now) return undefined;
    const { user_id } = row;
    const right =
      answer.recovery_code === undefined
        ? await takeTotp(trx, keys, user_id, answer.code ?? "", now)
        : await takeRecoveryCode(trx, keys, user_id, answer.recovery_code, now);
    if (!right) {
      await trx
        .updateTable("identity.challenges")
        .set({ attempts: row.attempts + 1 })
        .where("challenge_id", "=", challengeId)
        .execute();
      return undefined;
    }
    await trx.deleteFrom("identity.challenges").where("challenge_id", "=", challengeId).execute();
    const user = await trx
      .selectFrom("identity.users")
      .select(["user_id", "email", "account_status"])
      .where("user_id", "=", user_id)
      .executeTakeFirstOrThrow();
    if (user.account_status !== "active") return undefined;
    const factor = answer.recovery_code === undefined ? "otp" : "recovery";
    return {
      user_id,
      session: await openSession(
        parts,
        trx,
        user,
        row.device as Device,
        ["pwd", "otp", factor === "otp" ? "mfa" : "recovery"],
        origin,
      ),
    };
  });
  if (opened === undefined) throw new Problem("CODE_WRONG");
  await forgetGuess(database, guesses);
  return grantFor(parts, opened.user_id, opened.session);
}

async function rehash(
  { database, hasher, clock }: CloudParts,
  userId: string,
  password: string,
  old: string,
): Promise<void> {
  const hash = await hasher.hash(password);
  await database.auth
    .updateTable("identity.passwords")
    .set({ hash, changed_at: new Date(clock()) })
    .where("user_id", "=", userId)
    .where("hash", "=", old)
    .execute();
}
