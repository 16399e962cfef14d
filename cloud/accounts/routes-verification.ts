import { randomBytes } from "node:crypto";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { AccountRow } from "../database/tables.ts";
import { USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, Id, IdParams, iso, Time } from "../http/schemas.ts";
import { openProof, VERIFICATION_PROOF } from "../identity/device-proof.ts";
import type { CloudParts } from "../parts.ts";
import { AccountBody, showAccount } from "./account-body.ts";
import { accountOf } from "./routes-accounts.ts";

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

/** Proves that the account is connected to the user's own desktop: no broker password is asked for. */
export function registerVerification(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["accounts"];
  const Started = Type.Object({ verification_id: Id, nonce: Type.String(), expires_at: Time });
  app.post(
    "/accounts/:id/verification",
    { config: { access: USER }, schema: { tags, params: IdParams, response: { 201: Started } } },
    async (request, reply) => {
      const { tenantId, userId } = caller(request);
      const now = clock();
      const started = await database.withTenant(contextOf(request), async (trx) => {
        const { account_id } = await accountOf(trx, tenantId, request.params.id);
        const row = {
          tenant_id: tenantId,
          verification_id: newId(now),
          account_id,
          user_id: userId,
          nonce: randomBytes(24).toString("base64url"),
          created_at: new Date(now),
          expires_at: new Date(now + NONCE_MS),
          answered_at: null,
          outcome: null,
        };
        await trx.insertInto("accounts.verifications").values(row).execute();
        return row;
      });
      reply.code(201);
      return { verification_id: started.verification_id, nonce: started.nonce, expires_at: iso(started.expires_at) };
    },
  );

  const Answer = closed({ verification_id: Id, proof: Type.String({ maxLength: 4_000 }) });
  app.post(
    "/accounts/:id/verification/confirm",
    { config: { access: USER }, schema: { tags, params: IdParams, body: Answer, response: { 200: AccountBody } } },
    async (request) => {
      const { tenantId, userId, deviceId } = caller(request);
      const now = clock();
      const { verification_id, proof } = request.body;
      const row = await database.withTenant(contextOf(request), async (trx) => {
        const account = await accountOf(trx, tenantId, request.params.id);
        const read = await signedReading(trx, userId, deviceId ?? "", proof);
        const fits =
          read !== undefined &&
          (await takeNonce(trx, tenantId, account.account_id, verification_id, read.nonce, now)) &&
          isSame(account, read);
        await write(trx, account, fits ? read : undefined, now);
        const diff = { outcome: fits ? "verified" : "failed" };
        await audit(trx, {
          tenantId,
          at: now,
          actorId: userId,
          actorKind: "user",
          action: "account.verification",
          entity: "account",
          entityId: account.account_id,
          ip: request.ip,
          deviceId,
          diff,
        });
        return accountOf(trx, tenantId, account.account_id);
      });
      return showAccount(row, now);
    },
  );
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
