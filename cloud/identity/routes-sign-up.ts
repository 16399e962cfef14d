import { Type } from "typebox";
import { PUBLIC, REGISTRATION } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { registrant } from "../http/caller.ts";
import { closed, Done, done, Email, Id, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { PASSWORD_LENGTH } from "./password-rules.ts";
import { confirm, register, resendCode } from "./registration.ts";

export const Password = Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH.most });
export const Username = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$" });
export const Phone = Type.String({ pattern: "^\\+?[0-9 ()-]{5,24}$" });

const Registration = closed({
  email: Email,
  password: Password,
  username: Type.Optional(Username),
  first_name: Type.Optional(Words(80)),
  last_name: Type.Optional(Words(80)),
  phone: Type.Optional(Phone),
  accepted_terms: Words(32, 1),
  accepted_privacy: Words(32, 1),
});

const Registered = Type.Object({ ...Done.properties, user_id: Id, token: Type.String() });

/** Registering and confirming the address. */
export function registerSignUp(app: App, parts: CloudParts): void {
  for (const url of ["/users/register", "/auth/register"]) {
    const schema = { tags: ["sign-up"], body: Registration, response: { 201: Registered } };
    app.post(url, { config: { access: PUBLIC }, schema }, async (request, reply) => {
      const { userId, token } = await register(parts, request.body, request.ip);
      reply.code(201);
      return { ...done("We sent a code to that address: enter it to confirm."), user_id: userId, token };
    });
  }
  const Confirm = closed({ code: Words(20, 8) });
  const confirmSchema = { tags: ["sign-up"], body: Confirm, response: { 200: Done } };
  app.post("/auth/verify", { config: { access: REGISTRATION }, schema: confirmSchema }, async (request) => {
    await confirm(parts, registrant(request).userId, request.body.code, request.ip);
    return done("The address is confirmed: sign in.");
  });
  const resend = { tags: ["sign-up"], response: { 202: Done } };
  app.post("/auth/verify/resend", { config: { access: REGISTRATION }, schema: resend }, async (request, reply) => {
    await resendCode(parts, registrant(request).userId);
    reply.code(202);
    return done("We sent a new code: the old one is worth nothing now.");
  });
  const Waiting = Type.Object({ user_id: Id, email: Type.String(), email_verified: Type.Boolean() });
  app.get(
    "/auth/registration",
    { config: { access: REGISTRATION }, schema: { tags: ["sign-up"], response: { 200: Waiting } } },
    async (request) => {
      const { userId } = registrant(request);
      const row = await parts.database.auth
        .selectFrom("identity.registrations")
        .select("email")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      const user = await parts.database.auth
        .selectFrom("identity.users")
        .select("email")
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return { user_id: userId, email: row?.email ?? user?.email ?? "", email_verified: user !== undefined };
    },
  );
}
