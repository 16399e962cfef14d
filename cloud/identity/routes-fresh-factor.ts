import { Type } from "typebox";
import { audit } from "../audit/audit.ts";
import { USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { FRESH_MS } from "../remote/fresh-factor.ts";
import { takeGuess } from "./attempts.ts";
import { takeTotp } from "./second-factor.ts";

/** Proves the second factor anew, for this sign-in alone and for five minutes: what acts on a terminal asks for it. */
export function registerFreshFactor(app: App, { database, keys, clock }: CloudParts): void {
  const Body = closed({ code: Type.String({ pattern: "^[0-9]{6}$" }) });
  const Fresh = Type.Object({ fresh_until: Time });
  app.post(
    "/auth/mfa/fresh",
    { config: { access: USER }, schema: { tags: ["second factor"], body: Body, response: { 200: Fresh } } },
    async (request) => {
      const { userId, tenantId, sessionId, deviceId } = caller(request);
      const now = clock();
      const guess = `totp:${userId}`;
      await takeGuess(database, [{ key: guess, limit: 10 }], now);
      const isRight = await database.asAuth(async (trx) => {
        if (!(await takeTotp(trx, keys, userId, request.body.code, now))) return false;
        await trx
          .updateTable("identity.sessions")
          .set({ second_factor_at: new Date(now) })
          .where("session_id", "=", sessionId ?? "")
          .execute();
        await trx.deleteFrom("identity.attempts").where("key", "=", guess).execute();
        await audit(trx, {
          tenantId,
          at: now,
          actorId: userId,
          actorKind: "user",
          action: "second_factor.given",
          entity: "session",
          entityId: sessionId,
          ip: request.ip,
          deviceId,
        });
        return true;
      });
      if (!isRight) throw new Problem("CODE_WRONG");
      return { fresh_until: iso(new Date(now + FRESH_MS)) };
    },
  );
}
