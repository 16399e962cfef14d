import { Type } from "typebox";
import { audit } from "../audit/audit.ts";
import { USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { takeGuess } from "./attempts.ts";
import { endSessions } from "./password-reset.ts";
import { proveAgain } from "./prove-again.ts";
import { Password } from "./routes-sign-up.ts";
import { beginTotp, newRecoveryCodes, removeTotp, takeTotp } from "./second-factor.ts";

const Code = Type.String({ pattern: "^[0-9]{6}$" });
const Codes = Type.Object({ recovery_codes: Type.Array(Type.String()) });

/** Setting up and taking away the authenticator app. */
export function registerSecondFactor(app: App, parts: CloudParts): void {
  const { database, keys, clock } = parts;
  const tags = ["second factor"];

  const Begin = closed({ password: Password });
  const Secret = Type.Object({ secret: Type.String(), uri: Type.String() });
  app.post(
    "/auth/mfa/setup",
    { config: { access: USER }, schema: { tags, body: Begin, response: { 200: Secret } } },
    async (request) => {
      const { userId } = caller(request);
      await refuseSecond(parts, userId);
      await proveAgain(parts, request, request.body.password, undefined);
      return database.asAuth(async (trx) => {
        const { email } = await trx
          .selectFrom("identity.users")
          .select("email")
          .where("user_id", "=", userId)
          .executeTakeFirstOrThrow();
        return beginTotp(trx, keys, userId, email);
      });
    },
  );

  app.post(
    "/auth/mfa/enable",
    { config: { access: USER }, schema: { tags, body: closed({ code: Code }), response: { 200: Codes } } },
    async (request) => {
      const { userId, tenantId, sessionId } = caller(request);
      const now = clock();
      await takeGuess(database, [{ key: `totp:${userId}`, limit: 10 }], now);
      const codes = await database.asAuth(async (trx) => {
        if (!(await takeTotp(trx, keys, userId, request.body.code, now, false))) return undefined;
        await trx
          .updateTable("identity.users")
          .set({ two_factor_enabled: true })
          .where("user_id", "=", userId)
          .execute();
        // Sign-ins that never showed a second factor end; this one just did.
        await endSessions(trx, userId, "second_factor_enabled", now, sessionId);
        await trx
          .updateTable("identity.sessions")
          .set({ amr: ["pwd", "otp", "mfa"], second_factor_at: new Date(now) })
          .where("session_id", "=", sessionId ?? "")
          .execute();
        await audit(trx, {
          tenantId,
          at: now,
          actorId: userId,
          actorKind: "user",
          action: "second_factor.enabled",
          entity: "user",
          entityId: userId,
          ip: request.ip,
        });
        return newRecoveryCodes(trx, keys, userId);
      });
      if (codes === undefined) throw new Problem("CODE_WRONG");
      return { recovery_codes: codes };
    },
  );

  const Proof = closed({ password: Password, code: Code });
  app.post(
    "/auth/mfa/recovery-codes",
    { config: { access: USER }, schema: { tags, body: Proof, response: { 200: Codes } } },
    async (request) => {
      const { userId } = caller(request);
      await proveAgain(parts, request, request.body.password, request.body.code);
      return database.asAuth(async (trx) => {
        const user = await trx
          .selectFrom("identity.users")
          .select("two_factor_enabled")
          .where("user_id", "=", userId)
          .executeTakeFirstOrThrow();
        if (!user.two_factor_enabled) throw new Problem("CONFLICT", "There is no second factor set up.");
        return { recovery_codes: await newRecoveryCodes(trx, keys, userId) };
      });
    },
  );

  app.post(
    "/auth/mfa/disable",
    { config: { access: USER }, schema: { tags, body: Proof, response: { 200: Done } } },
    async (request) => {
      const { userId, tenantId } = caller(request);
      await proveAgain(parts, request, request.body.password, request.body.code);
      await database.asAuth(async (trx) => {
        await removeTotp(trx, userId);
        await audit(trx, {
          tenantId,
          at: clock(),
          actorId: userId,
          actorKind: "user",
          action: "second_factor.removed",
          entity: "user",
          entityId: userId,
          ip: request.ip,
        });
      });
      return done("The second factor is removed.");
    },
  );
}

async function refuseSecond({ database }: CloudParts, userId: string): Promise<void> {
  const { two_factor_enabled } = await database.auth
    .selectFrom("identity.users")
    .select("two_factor_enabled")
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  if (two_factor_enabled) throw new Problem("CONFLICT", "A second factor is set up already: remove it first.");
}
