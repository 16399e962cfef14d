import { randomBytes } from "node:crypto";
import { Type } from "typebox";
import { audit, PLATFORM } from "../audit/audit.ts";
import { newId } from "../database/ids.ts";
import { ADMIN } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, Email, Id, Words } from "../http/schemas.ts";
import { emailKey } from "../identity/email.ts";
import { inviteCode } from "../identity/password-reset.ts";
import { makeUser } from "../identity/registration.ts";
import { queueMail } from "../notify/mail-queue.ts";
import { messages } from "../notify/messages.ts";
import type { CloudParts } from "../parts.ts";

/** Making a user: nobody but the user ever knows the password, which a code by letter sets. */
export function registerInvite(app: App, { database, hasher, keys, clock }: CloudParts): void {
  const Body = closed({
    email: Email,
    first_name: Type.Optional(Words(80)),
    last_name: Type.Optional(Words(80)),
  });
  const Made = Type.Object({ user_id: Id, email: Type.String() });
  app.post(
    "/admin/users",
    { config: { access: ADMIN }, schema: { tags: ["admin"], body: Body, response: { 201: Made } } },
    async (request, reply) => {
      const { email, first_name = "", last_name = "" } = request.body;
      const by = caller(request);
      const now = clock();
      const email_key = emailKey(email);
      const user_id = newId(now);
      const password_hash = await hasher.hash(randomBytes(32).toString("base64url"));
      const who = { user_id, email, email_key, username: null, first_name, last_name, phone: null, password_hash };
      await database.asAuth(async (trx) => {
        if (!(await makeUser(trx, who, now, request.ip)))
          throw new Problem("CONFLICT", "There is a user with this address already.");
        await queueMail(trx, keys, messages.invited(email, await inviteCode(trx, keys, who, now)), now);
        await audit(trx, {
          tenantId: PLATFORM,
          at: now,
          actorId: by.userId,
          actorKind: "staff",
          action: "admin.user_made",
          entity: "user",
          entityId: user_id,
          ip: request.ip,
          deviceId: by.deviceId,
        });
      });
      reply.code(201);
      return { user_id, email };
    },
  );
}
