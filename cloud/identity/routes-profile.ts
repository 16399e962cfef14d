import { type Static, Type } from "typebox";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { READ, USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, Id, iso, MaybeTime, maybeIso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { endSessions, setPassword } from "./password-reset.ts";
import { weakness } from "./password-rules.ts";
import { proveAgain } from "./prove-again.ts";
import { Password, Phone, Username } from "./routes-sign-up.ts";

const Preferences = Type.Object({
  risk_tolerance: Type.String(),
  notification_preferences: Type.Record(Type.String(), Type.Unknown()),
  trading_preferences: Type.Record(Type.String(), Type.Unknown()),
  ui_preferences: Type.Record(Type.String(), Type.Unknown()),
  timezone: Type.String(),
});

const Profile = Type.Object({
  user_id: Id,
  tenant_id: Id,
  role: Type.String(),
  email: Type.String(),
  username: Type.Union([Type.String(), Type.Null()]),
  first_name: Type.String(),
  last_name: Type.String(),
  phone: Type.Union([Type.String(), Type.Null()]),
  email_verified: Type.Boolean(),
  two_factor_enabled: Type.Boolean(),
  account_status: Type.String(),
  subscription_tier: Type.String(),
  created_at: Time,
  updated_at: Time,
  last_login: MaybeTime,
  preferences: Preferences,
});

const Scalar = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean(), Type.Null()]);
const Loose = Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_.]{0,63}$" }), Scalar, {
  maxProperties: 64,
  additionalProperties: false,
});

const ProfileChange = closed({
  username: Type.Optional(Type.Union([Username, Type.Null()])),
  first_name: Type.Optional(Words(80)),
  last_name: Type.Optional(Words(80)),
  phone: Type.Optional(Type.Union([Phone, Type.Null()])),
  preferences: Type.Optional(
    closed({
      risk_tolerance: Type.Optional(
        Type.Union([Type.Literal("conservative"), Type.Literal("moderate"), Type.Literal("aggressive")]),
      ),
      notification_preferences: Type.Optional(Loose),
      trading_preferences: Type.Optional(Loose),
      ui_preferences: Type.Optional(Loose),
      timezone: Type.Optional(Words(64, 1)),
    }),
  ),
});

/** The signed-in user's own data. */
export function registerProfile(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["profile"];
  for (const url of ["/users/profile", "/users/me"]) {
    app.get(url, { config: { access: READ }, schema: { tags, response: { 200: Profile } } }, (request) => {
      const { userId, plan, memberRole } = caller(request);
      return database.readTenant(contextOf(request), (trx) =>
        profileOf(trx, userId, contextOf(request).tenantId, memberRole, plan),
      );
    });
    app.put(
      url,
      { config: { access: USER }, schema: { tags, body: ProfileChange, response: { 200: Profile } } },
      (request) => {
        const { userId, tenantId, plan, memberRole } = caller(request);
        return database.withTenant(contextOf(request), async (trx) => {
          await change(trx, userId, request.body, clock());
          const changed = Object.keys(request.body);
          await audit(trx, {
            tenantId,
            at: clock(),
            actorId: userId,
            actorKind: "user",
            action: "profile.changed",
            entity: "user",
            entityId: userId,
            ip: request.ip,
            diff: { changed },
          });
          return profileOf(trx, userId, tenantId, memberRole, plan);
        });
      },
    );
  }
  const NewPassword = closed({
    current_password: Password,
    new_password: Password,
    code: Type.Optional(Type.String({ pattern: "^[0-9]{6}$" })),
  });
  app.put(
    "/users/password",
    { config: { access: USER }, schema: { tags, body: NewPassword, response: { 200: Done } } },
    async (request) => {
      const { userId, tenantId, sessionId } = caller(request);
      const { current_password, new_password, code } = request.body;
      const { email } = await database.auth
        .selectFrom("identity.users")
        .select("email")
        .where("user_id", "=", userId)
        .executeTakeFirstOrThrow();
      const why = weakness(new_password, [email]);
      if (why !== undefined) throw new Problem("PASSWORD_WEAK", why);
      await proveAgain(parts, request, current_password, code);
      const hash = await parts.hasher.hash(new_password);
      await database.asAuth(async (trx) => {
        await setPassword(trx, userId, hash, clock());
        await endSessions(trx, userId, "password_changed", clock(), sessionId);
        await audit(trx, {
          tenantId,
          at: clock(),
          actorId: userId,
          actorKind: "user",
          action: "password.changed",
          entity: "user",
          entityId: userId,
          ip: request.ip,
        });
      });
      return done("The password is changed, and every other device is signed out.");
    },
  );
}

async function change(trx: Work, userId: string, wanted: Static<typeof ProfileChange>, now: number): Promise<void> {
  const { preferences, username, ...names } = wanted;
  const key = username === undefined ? {} : { username, username_key: username?.toLowerCase() ?? null };
  try {
    await trx
      .updateTable("identity.users")
      .set({ ...names, ...key, updated_at: new Date(now) })
      .where("user_id", "=", userId)
      .execute();
  } catch (fault) {
    if ((fault as { code?: string }).code === "23505") throw new Problem("CONFLICT", "That username is taken.");
    throw fault;
  }
  if (preferences === undefined) return;
  const { timezone, risk_tolerance, ...loose } = preferences;
  if (timezone !== undefined && !isTimeZone(timezone)) {
    throw new Problem("BAD_REQUEST", "There is no such time zone.", {
      extra: { errors: [{ field: "preferences.timezone", message: "unknown" }] },
    });
  }
  const texts = Object.fromEntries(Object.entries(loose).map(([name, value]) => [name, JSON.stringify(value)]));
  const set = {
    ...(timezone === undefined ? {} : { timezone }),
    ...(risk_tolerance === undefined ? {} : { risk_tolerance }),
    ...texts,
  };
  if (Object.keys(set).length === 0) return;
  await trx.updateTable("identity.preferences").set(set).where("user_id", "=", userId).execute();
}

async function profileOf(
  trx: Work,
  userId: string,
  tenantId: string,
  role: string,
  plan: string,
): Promise<Static<typeof Profile>> {
  const user = await trx
    .selectFrom("identity.users")
    .selectAll()
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  const { user_id: _, ...preferences } = await trx
    .selectFrom("identity.preferences")
    .selectAll()
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  const {
    email_key: _key,
    username_key: _name,
    platform_role: _platform,
    created_at,
    updated_at,
    last_login,
    ...shown
  } = user;
  return {
    ...shown,
    tenant_id: tenantId,
    role,
    subscription_tier: plan,
    created_at: iso(created_at),
    updated_at: iso(updated_at),
    last_login: maybeIso(last_login),
    preferences,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
