import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { RegistrationRow } from "../database/tables-identity.ts";
import { networkOf } from "../http/address.ts";
import { Problem } from "../http/problem.ts";
import { queueMail } from "../notify/mail-queue.ts";
import { messages } from "../notify/messages.ts";
import type { CloudParts } from "../parts.ts";
import { takeGuess } from "./attempts.ts";
import { emailKey } from "./email.ts";
import { CODE_ATTEMPTS, codeFits, codeMac, newCode } from "./one-time-code.ts";
import { weakness } from "./password-rules.ts";

const CODE_MS = 30 * 60_000;
const REGISTRATION_MS = 24 * 3_600_000;
/** Letters to one address for one registration. */
const MOST_MAILS = 5;

export interface NewUser {
  readonly email: string;
  readonly password: string;
  readonly username?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly phone?: string | undefined;
  readonly accepted_terms: string;
  readonly accepted_privacy: string;
}

/**
 * Keeps who wants an account until the address is confirmed. The answer, the work and the time are the same whether or
 * not the address has an account; only the letter differs.
 * @throws Problem PASSWORD_WEAK, CONFLICT (username taken), LOGIN_LOCKED (too many from there, or for that address).
 */
export async function register(
  parts: CloudParts,
  user: NewUser,
  ip: string,
): Promise<{ userId: string; token: string }> {
  const { database, keys, hasher, clock } = parts;
  const email_key = emailKey(user.email);
  const why = weakness(user.password, [email_key, user.username ?? "", user.first_name ?? "", user.last_name ?? ""]);
  if (why !== undefined)
    throw new Problem("PASSWORD_WEAK", why, { extra: { errors: [{ field: "password", message: why }] } });
  const now = clock();
  const guesses = [
    { key: `register:${email_key}`, limit: 6 },
    { key: `register:@${networkOf(ip)}`, limit: 30 },
  ];
  await takeGuess(database, guesses, now);
  const password_hash = await hasher.hash(user.password);
  const userId = newId(now);
  await database.asAuth(async (trx) => {
    const username = user.username ?? null;
    if (username !== null) await refuseTakenName(trx, username);
    const taken = await trx
      .selectFrom("identity.users")
      .select("email")
      .where("email_key", "=", email_key)
      .executeTakeFirst();
    const code = newCode();
    const mac = codeMac(keys, "confirm", userId, code);
    await trx
      .insertInto("identity.registrations")
      .values({
        user_id: userId,
        email: user.email,
        email_key,
        username,
        first_name: user.first_name ?? "",
        last_name: user.last_name ?? "",
        phone: user.phone ?? null,
        password_hash,
        terms_version: user.accepted_terms,
        privacy_version: user.accepted_privacy,
        ip,
        code_mac: taken === undefined ? mac : null,
        code_kid: keys.kid,
        code_expires_at: new Date(now + CODE_MS),
        created_at: new Date(now),
        expires_at: new Date(now + REGISTRATION_MS),
      })
      .execute();
    // To the address as the account has it, and to the one just typed otherwise.
    const mail = taken === undefined ? messages.confirm(user.email, code) : messages.alreadyRegistered(taken.email);
    await queueMail(trx, keys, mail, now);
  });
  return { userId, token: await parts.tokens.issue("registration", { userId, sessionId: "" }) };
}

/** Sends a new code; the old one is worth nothing from then on. */
export async function resendCode({ database, keys, clock }: CloudParts, userId: string): Promise<void> {
  const now = clock();
  await database.asAuth(async (trx) => {
    const row = await pending(trx, userId, now);
    if (row.mails >= MOST_MAILS)
      throw new Problem("LOGIN_LOCKED", "That address was sent enough codes: register again tomorrow.", {
        headers: { "retry-after": "86400" },
      });
    const code = newCode();
    const isTaken = row.code_mac === null;
    const mac = codeMac(keys, "confirm", userId, code);
    await trx
      .updateTable("identity.registrations")
      .set({
        mails: row.mails + 1,
        attempts: 0,
        code_expires_at: new Date(now + CODE_MS),
        code_kid: keys.kid,
        code_mac: isTaken ? null : mac,
      })
      .where("user_id", "=", userId)
      .execute();
    await queueMail(
      trx,
      keys,
      isTaken ? messages.alreadyRegistered(row.email) : messages.confirm(row.email, code),
      now,
    );
  });
}

/** Makes the user, their own organisation and the free plan, once the code from the letter is entered. */
export async function confirm(
  { database, keys, clock }: CloudParts,
  userId: string,
  code: string,
  ip: string,
): Promise<void> {
  const now = clock();
  const right = await database.asAuth(async (trx) => {
    const row = await pending(trx, userId, now);
    const given = codeMac(keys, "confirm", userId, code, row.code_kid);
    const usable = row.attempts < CODE_ATTEMPTS && row.code_expires_at.getTime() > now;
    if (!usable || row.code_mac === null || !codeFits(row.code_mac, given)) {
      await trx
        .updateTable("identity.registrations")
        .set({ attempts: row.attempts + 1 })
        .where("user_id", "=", userId)
        .execute();
      return false;
    }
    return makeUser(trx, { ...row, agreed: row }, now, ip);
  });
  if (!right) throw new Problem("CODE_WRONG");
}

async function pending(trx: Work, userId: string, now: number): Promise<RegistrationRow> {
  const row = await trx
    .selectFrom("identity.registrations")
    .selectAll()
    .where("user_id", "=", userId)
    .where("expires_at", ">", new Date(now))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("NOT_FOUND", "This registration is confirmed already, or too old.");
  return row;
}

async function refuseTakenName(trx: Work, username: string): Promise<void> {
  const taken = await trx
    .selectFrom("identity.users")
    .select("user_id")
    .where("username_key", "=", username.toLowerCase())
    .executeTakeFirst();
  if (taken !== undefined) {
    throw new Problem("CONFLICT", "That username is taken.", {
      extra: { errors: [{ field: "username", message: "taken" }] },
    });
  }
}

/** Whom `makeUser` makes: one who registered, or one whom staff invite, who has agreed to nothing yet. */
export type MadeFrom = Pick<
  RegistrationRow,
  "user_id" | "email" | "email_key" | "username" | "first_name" | "last_name" | "phone" | "password_hash"
> & { readonly agreed?: Pick<RegistrationRow, "terms_version" | "privacy_version" | "created_at" | "ip"> };

/** The user, their own organisation and the free plan. @returns false when somebody else has the same address already. */
export async function makeUser(trx: Work, row: MadeFrom, now: number, ip: string): Promise<boolean> {
  const at = new Date(now);
  const { user_id } = row;
  const names = { email: row.email, email_key: row.email_key, first_name: row.first_name, last_name: row.last_name };
  const made = await trx
    .insertInto("identity.users")
    .values({
      user_id,
      ...names,
      phone: row.phone,
      username: null,
      username_key: null,
      created_at: at,
      updated_at: at,
      last_login: null,
    })
    .onConflict((on) => on.column("email_key").doNothing())
    .returning("user_id")
    .executeTakeFirst();
  if (made === undefined) return false;
  await keepFreeName(trx, row);
  await trx.insertInto("identity.passwords").values({ user_id, hash: row.password_hash, changed_at: at }).execute();
  await trx.insertInto("identity.preferences").values({ user_id }).execute();
  const { agreed } = row;
  if (agreed !== undefined) {
    const consent = { user_id, accepted_at: agreed.created_at, ip: agreed.ip };
    await trx
      .insertInto("identity.consents")
      .values([
        { ...consent, document: "terms", version: agreed.terms_version },
        { ...consent, document: "privacy", version: agreed.privacy_version },
      ])
      .execute();
  }
  const tenant_id = newId(now);
  await trx
    .insertInto("tenancy.organisations")
    .values({ tenant_id, kind: "personal", name: row.email, created_at: at })
    .execute();
  await trx.insertInto("tenancy.memberships").values({ tenant_id, user_id, role: "owner", created_at: at }).execute();
  await trx.insertInto("plans.usage").values({ tenant_id }).execute();
  await trx
    .insertInto("plans.subscriptions")
    .values({
      tenant_id,
      subscription_id: newId(now),
      plan_type: "free",
      status: "active",
      billing_cycle: "monthly",
      current_period_start: at,
      current_period_end: null,
      next_plan_type: null,
      next_billing_cycle: null,
      source: "free",
      created_at: at,
      updated_at: at,
    })
    .execute();
  await trx.deleteFrom("identity.registrations").where("email_key", "=", row.email_key).execute();
  await audit(trx, {
    tenantId: tenant_id,
    at: now,
    actorId: user_id,
    actorKind: "user",
    action: "user.registered",
    entity: "user",
    entityId: user_id,
    ip,
  });
  return true;
}

/** A name that somebody took since then is left out; the profile can set another. */
async function keepFreeName(trx: Work, { user_id, username }: MadeFrom): Promise<void> {
  if (username === null) return;
  const username_key = username.toLowerCase();
  const taken = await trx
    .selectFrom("identity.users")
    .select("user_id")
    .where("username_key", "=", username_key)
    .executeTakeFirst();
  if (taken !== undefined) return;
  await trx.updateTable("identity.users").set({ username, username_key }).where("user_id", "=", user_id).execute();
}
