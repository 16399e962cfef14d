import { Type } from "typebox";
import { USER, WRITE } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, Id, IdParams, iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { resultOf } from "../remote/remote-requests.ts";
import { AccountBody, showAccount } from "./account-body.ts";
import { accountOf } from "./routes-accounts.ts";
import { askForReading, type Question, settleReading } from "./verification.ts";

/** Proves that the account is connected to the user's own desktop: no broker password is asked for. */
export function registerVerification(app: App, parts: CloudParts): void {
  const { database, clock, remote } = parts;
  const tags = ["accounts"];
  const Started = Type.Object({ verification_id: Id, nonce: Type.String(), expires_at: Time });
  app.post(
    "/accounts/:id/verification",
    { config: { access: USER }, schema: { tags, params: IdParams, response: { 201: Started } } },
    async (request, reply) => {
      const { tenantId, userId } = caller(request);
      const { verification_id, nonce, expires_at } = await database.withTenant(contextOf(request), async (trx) =>
        askForReading(trx, await accountOf(trx, tenantId, request.params.id), userId, clock()),
      );
      reply.code(201);
      return { verification_id, nonce, expires_at: iso(expires_at) };
    },
  );

  const Answer = closed({ verification_id: Id, proof: Type.String({ maxLength: 4_000 }) });
  app.post(
    "/accounts/:id/verification/confirm",
    { config: { access: USER }, schema: { tags, params: IdParams, body: Answer, response: { 200: AccountBody } } },
    (request) => {
      const { tenantId, deviceId = "" } = caller(request);
      const { verification_id: verificationId, proof } = request.body;
      const now = clock();
      return database.withTenant(contextOf(request), async (trx) => {
        const account = await accountOf(trx, tenantId, request.params.id);
        await settleReading(trx, request, account, { verificationId, proof, deviceId }, now);
        return showAccount(await accountOf(trx, tenantId, account.account_id), now);
      });
    },
  );

  // Asks the desktop that is linked to the account, now: it needs none of its switches, for it changes nothing.
  app.post(
    "/accounts/:id/test",
    { config: { access: WRITE }, schema: { tags, params: IdParams, response: { 200: AccountBody } } },
    async (request) => {
      const { tenantId, userId } = caller(request);
      const { id } = request.params;
      const asked: Question[] = [];
      const { row, replayed } = await remote.send(request, {
        kind: "account.test",
        proof: "signed_in",
        account: (trx) => accountOf(trx, tenantId, id),
        args: async (trx, account) => {
          const question = await askForReading(trx, account, userId, clock());
          asked.push(question);
          return { nonce: question.nonce };
        },
      });
      const { proof } = resultOf(row) as { proof?: unknown };
      const now = clock();
      return database.withTenant(contextOf(request), async (trx) => {
        const account = await accountOf(trx, tenantId, id);
        const [question] = asked;
        if (question !== undefined) {
          const answer = {
            verificationId: question.verification_id,
            proof: typeof proof === "string" ? proof.slice(0, 4_000) : "",
            deviceId: row.device_id ?? "",
          };
          await settleReading(trx, request, account, answer, now);
        } else if (!replayed) throw new Problem("INTERNAL");
        return showAccount(await accountOf(trx, tenantId, account.account_id), now);
      });
    },
  );
}
