import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { AccountRow } from "../database/tables.ts";
import { tellFeed } from "../feed/feed.ts";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed } from "../http/schemas.ts";
import { openProof, VERIFICATION_PROOF } from "../identity/device-proof.ts";

const NONCE_MS = 10 * 60_000;
const GOOD_FOR_MS = 90 * 86_400_000;

/** What the desktop read from the real link a moment ago, and signed with its device key. */
const Reading = closed({
  nonce: Type.String(),
  broker_server: Type.String({ maxLength: 100 }),
  login: Type.Integer({ minimum: 1 }),
  account_type: Type.Union([Type.Literal("demo"), Type.Literal("real")]),
  currency: Type.String({ pattern: "^[A-Z0-9]{2,8}$" }),
  currency_digits: Type.Integer({ minimum: 0, maximum: 8 }),
  balance_minor: Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
});
const reading = Compile(Reading);

/** A nonce for one account, to be answered once. */
export interface Question {
  readonly verification_id: string;
  readonly nonce: string;
  readonly expires_at: Date;
}

/** Asks; the answer comes by REST from the desktop itself, or by a remote command. */
export async function askForReading(
  trx: Work,
  { tenant_id, account_id }: AccountRow,
  userId: string,
  now: number,
): Promise<Question> {
  const question = {
    verification_id: newId(now),
    nonce: randomBytes(24).toString("base64url"),
    expires_at: new Date(now + NONCE_MS),
  };
  await trx
    .insertInto("accounts.verifications")
    .values({
      tenant_id,
      account_id,
      user_id: userId,
      ...question,
      created_at: new Date(now),
      answered_at: null,
      outcome: null,
    })
    .execute();
  return question;
}

/**
 * Judges an answer and writes down what it proved. Right or wrong, the nonce is used up.
 * @param deviceId whose key must have signed it. @throws Problem DEVICE_PROOF_WRONG for a device without a key.
 */
export async function settleReading(
  trx: Work,
  request: FastifyRequest,
  account: AccountRow,
  answer: { readonly verificationId: string; readonly proof: string; readonly deviceId: string },
  now: number,
): Promise<boolean> {
  const { tenantId, userId } = caller(request);
  const read = await signedReading(trx, userId, answer.deviceId, answer.proof);
  const fits =
    read !== undefined &&
    (await takeNonce(trx, tenantId, account.account_id, answer.verificationId, read.nonce, now)) &&
    isSame(account, read);
  await write(trx, account, fits ? read : undefined, now);
  const diff = { outcome: fits ? "verified" : "failed" };
  await audit(trx, {
    tenantId,
    at: now,
    actorId: userId,
    actorKind: caller(request).kind,
    action: "account.verification",
    entity: "account",
    entityId: account.account_id,
    ip: request.ip,
    deviceId: answer.deviceId,
    diff,
  });
  await tellFeed(trx, tenantId, "account", now, { account_id: account.account_id, action: "account.verification" });
  return fits;
}

async function signedReading(
  trx: Work,
  userId: string,
  deviceId: string,
  proof: string,
): Promise<Static<typeof Reading> | undefined> {
  const device = await trx
    .selectFrom("identity.devices")
    .select("public_key")
    .where("user_id", "=", userId)
    .where("device_id", "=", deviceId)
    .executeTakeFirst();
  const key = device?.public_key ?? undefined;
  if (key === undefined)
    throw new Problem("DEVICE_PROOF_WRONG", "Only a device that signed in with its own key can verify an account.");
  const content = await openProof(key, VERIFICATION_PROOF, proof);
  return reading.Check(content) ? content : undefined;
}

/** Uses a nonce up, right or wrong: each is answered once. */
async function takeNonce(
  trx: Work,
  tenantId: string,
  accountId: string,
  id: string,
  nonce: string,
  now: number,
): Promise<boolean> {
  const row = await trx
    .updateTable("accounts.verifications")
    .set({ answered_at: new Date(now) })
    .where("tenant_id", "=", tenantId)
    .where("verification_id", "=", id)
    .where("account_id", "=", accountId)
    .where("answered_at", "is", null)
    .where("expires_at", ">", new Date(now))
    .returning("nonce")
    .executeTakeFirst();
  return row?.nonce === nonce;
}

function isSame(account: AccountRow, read: Static<typeof Reading>): boolean {
  return (
    account.broker_server === read.broker_server &&
    Number(account.login) === read.login &&
    account.account_type === read.account_type
  );
}

async function write(
  trx: Work,
  account: AccountRow,
  read: Static<typeof Reading> | undefined,
  now: number,
): Promise<void> {
  const at = new Date(now);
  // A wrong answer does not take a verification away that still holds.
  const holds = account.verification_status === "verified" && (account.verification_expires_at?.getTime() ?? 0) > now;
  if (read === undefined && holds) return;
  await trx
    .updateTable("accounts.accounts")
    .set(
      read === undefined
        ? { verification_status: "failed", verification_method: "desktop_link", updated_at: at }
        : {
            verification_status: "verified",
            verification_method: "desktop_link",
            verified_at: at,
            verification_expires_at: new Date(now + GOOD_FOR_MS),
            currency: read.currency,
            currency_digits: read.currency_digits,
            last_balance: read.balance_minor,
            last_sync: at,
            updated_at: at,
          },
    )
    .where("tenant_id", "=", account.tenant_id)
    .where("account_id", "=", account.account_id)
    .execute();
}
