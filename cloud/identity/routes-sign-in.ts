import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { audit } from "../audit/audit.ts";
import { PUBLIC, USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { closed, Done, done, Email, Id, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { PUBLIC_KEY_PATTERN } from "./device-proof.ts";
import { askReset, reset } from "./password-reset.ts";
import { Password } from "./routes-sign-up.ts";
import { type Origin, refresh } from "./sessions.ts";
import { answerChallenge, signIn } from "./sign-in.ts";

const DeviceInput = closed({
  name: Words(80, 1),
  device_type: Type.Union([Type.Literal("desktop"), Type.Literal("cli"), Type.Literal("web"), Type.Literal("mobile")]),
  public_key: Type.Optional(Type.String({ pattern: PUBLIC_KEY_PATTERN })),
});

const GrantBody = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal("Bearer"),
  expires_in: Type.Integer({ description: "seconds" }),
  refresh_token: Type.Union([Type.String(), Type.Null()], { description: "null for a device without a public key" }),
  session_id: Id,
  device_id: Id,
});

const LoginBody = Type.Union([
  Type.Object({ mfa_required: Type.Literal(false), ...GrantBody.properties }),
  Type.Object({ mfa_required: Type.Literal(true), challenge_id: Id, expires_in: Type.Integer() }),
]);

/** Signing in and out, refreshing, resetting a password. */
export function registerSignIn(app: App, parts: CloudParts): void {
  const Credentials = closed({ email: Email, password: Password, device: Type.Optional(DeviceInput) });
  for (const url of ["/users/login", "/auth/login"]) {
    const schema = { tags: ["sign-in"], body: Credentials, response: { 200: LoginBody } };
    app.post(url, { config: { access: PUBLIC }, schema }, async (request) => {
      const { email, password, device } = request.body;
      const unnamed = { name: "API client", device_type: "web" } as const;
      const result = await signIn(parts, email, password, device ?? unnamed, originOf(request));
      if ("grant" in result) return { mfa_required: false as const, ...result.grant };
      return { mfa_required: true as const, challenge_id: result.challengeId, expires_in: result.expiresIn };
    });
  }

  const Answer = closed({
    challenge_id: Id,
    code: Type.Optional(Type.String({ pattern: "^[0-9]{6}$" })),
    recovery_code: Type.Optional(Words(40, 1)),
  });
  const mfa = { tags: ["sign-in"], body: Answer, response: { 200: GrantBody } };
  app.post("/auth/mfa/verify", { config: { access: PUBLIC }, schema: mfa }, (request) =>
    answerChallenge(parts, request.body.challenge_id, request.body, originOf(request)),
  );

  const Refresh = closed({ refresh_token: Type.String({ maxLength: 200 }), proof: Type.String({ maxLength: 2_000 }) });
  const refreshSchema = { tags: ["sign-in"], body: Refresh, response: { 200: GrantBody } };
  app.post("/auth/refresh", { config: { access: PUBLIC }, schema: refreshSchema }, (request) =>
    refresh(parts, request.body.refresh_token, request.body.proof, request.ip),
  );

  app.post(
    "/users/logout",
    { config: { access: USER }, schema: { tags: ["sign-in"], response: { 200: Done } } },
    async (request) => {
      const { userId, tenantId, sessionId } = caller(request);
      const now = parts.clock();
      await parts.database.withTenant(contextOf(request), async (trx) => {
        await trx
          .updateTable("identity.sessions")
          .set({ revoked_at: new Date(now), revoked_why: "logout" })
          .where("user_id", "=", userId)
          .where("session_id", "=", sessionId ?? "")
          .execute();
        await audit(trx, {
          tenantId,
          at: now,
          actorId: userId,
          actorKind: "user",
          action: "session.closed",
          entity: "session",
          entityId: sessionId,
          ip: request.ip,
        });
      });
      return done("Signed out.");
    },
  );

  const Ask = closed({ email: Email });
  const ask = { tags: ["sign-in"], body: Ask, response: { 202: Done } };
  app.post("/auth/password/reset", { config: { access: PUBLIC }, schema: ask }, async (request, reply) => {
    await askReset(parts, request.body.email, request.ip);
    reply.code(202);
    return done("If that address has an account, a code is on its way.");
  });
  const NewPassword = closed({ email: Email, code: Words(20, 8), password: Password });
  const confirmSchema = { tags: ["sign-in"], body: NewPassword, response: { 200: Done } };
  app.post("/auth/password/reset/confirm", { config: { access: PUBLIC }, schema: confirmSchema }, async (request) => {
    const { email, code, password } = request.body;
    await reset(parts, email, code, password, request.ip);
    return done("The password is changed, and every device is signed out.");
  });
}

function originOf(request: FastifyRequest): Origin {
  return { ip: request.ip, userAgent: request.headers["user-agent"] ?? "" };
}
