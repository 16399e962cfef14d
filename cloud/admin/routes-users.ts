import { type Static, Type } from "typebox";
import { FEATURE_NAMES, LIMIT_NAMES } from "#shared/cloud/plans.ts";
import { audit, PLATFORM } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { ADMIN, type Principal, SUPPORT } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller } from "../http/caller.ts";
import { cursorId, Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, Id, IdParams, iso, MaybeTime, maybeIso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { newEntitlementVersion } from "../plans/entitlements.ts";
import { PlanName } from "../plans/routes-plans.ts";
import { freePlan, periodEnd, replaceSubscription } from "../plans/subscriptions.ts";

const UserBody = Type.Object({
  user_id: Id,
  email: Type.String(),
  username: Type.Union([Type.String(), Type.Null()]),
  first_name: Type.String(),
  last_name: Type.String(),
  two_factor_enabled: Type.Boolean(),
  account_status: Type.String(),
  platform_role: Type.String(),
  created_at: Time,
  last_login: MaybeTime,
});
const Change = closed({
  account_status: Type.Optional(Type.Union([Type.Literal("active"), Type.Literal("suspended")])),
  platform_role: Type.Optional(Type.Union([Type.Literal("user"), Type.Literal("support"), Type.Literal("admin")])),
});

/** Users, for the platform's staff. Every look and every change is in the audit log. */
export function registerAdminUsers(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["admin"];
  const note = (
    trx: Work,
    by: Principal,
    ip: string,
    action: string,
    entityId?: string,
    diff: Record<string, unknown> = {},
  ): Promise<void> =>
    audit(trx, {
      tenantId: PLATFORM,
      at: clock(),
      actorId: by.userId,
      actorKind: "staff",
      action,
      entity: "user",
      entityId,
      ip,
      deviceId: by.deviceId,
      diff,
    });

  const list = { tags, querystring: PageQuery, response: { 200: Page(UserBody) } };
  app.get("/admin/users", { config: { access: SUPPORT }, schema: list }, (request) => {
    const { limit, cursor } = request.query;
    const before = cursorId(cursor);
    return database.asAdmin(async (trx) => {
      await note(trx, caller(request), request.ip, "admin.users_listed");
      const rows = await trx
        .selectFrom("identity.users")
        .selectAll()
        .$if(before !== undefined, (query) => query.where("user_id", "<", before ?? ""))
        .orderBy("user_id", "desc")
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ user_id }) => user_id, show);
    });
  });

  app.get(
    "/admin/users/:id",
    { config: { access: SUPPORT }, schema: { tags, params: IdParams, response: { 200: UserBody } } },
    (request) =>
      database.asAdmin(async (trx) => {
        await note(trx, caller(request), request.ip, "admin.user_read", request.params.id);
        return show(await userOf(trx, request.params.id));
      }),
  );

  app.put(
    "/admin/users/:id",
    { config: { access: ADMIN }, schema: { tags, params: IdParams, body: Change, response: { 200: UserBody } } },
    (request) =>
      database.asAdmin(async (trx) => {
        const { id } = request.params;
        const by = caller(request);
        if (id === by.userId) throw new Problem("CONFLICT", "Nobody changes their own rights.");
        const { account_status, platform_role } = await userOf(trx, id);
        const at = new Date(clock());
        await trx
          .updateTable("identity.users")
          .set({ ...request.body, updated_at: at })
          .where("user_id", "=", id)
          .execute();
        if (request.body.account_status === "suspended" || request.body.platform_role !== undefined) {
          await trx
            .updateTable("identity.sessions")
            .set({ revoked_at: at, revoked_why: "changed_by_staff" })
            .where("user_id", "=", id)
            .where("revoked_at", "is", null)
            .execute();
        }
        await note(trx, by, request.ip, "admin.user_changed", id, {
          before: { account_status, platform_role },
          after: request.body,
        });
        return show(await userOf(trx, id));
      }),
  );

  app.delete(
    "/admin/users/:id",
    { config: { access: ADMIN }, schema: { tags, params: IdParams, response: { 200: Done } } },
    (request) =>
      database.asAdmin(async (trx) => {
        const { id } = request.params;
        const by = caller(request);
        if (id === by.userId) throw new Problem("CONFLICT", "Delete your own account under your profile.");
        await userOf(trx, id);
        await trx
          .deleteFrom("tenancy.organisations")
          .where("kind", "=", "personal")
          .where("tenant_id", "in", (eb) =>
            eb.selectFrom("tenancy.memberships").select("tenant_id").where("user_id", "=", id),
          )
          .execute();
        await trx.deleteFrom("identity.users").where("user_id", "=", id).execute();
        await note(trx, by, request.ip, "admin.user_deleted", id);
        return done("The user and everything in their personal organisation is deleted.");
      }),
  );

  const Grant = closed({
    plan_type: PlanName,
    billing_cycle: Type.Union([Type.Literal("monthly"), Type.Literal("annual")]),
    reason: Words(300, 3),
  });
  app.put(
    "/admin/users/:id/subscription",
    { config: { access: ADMIN }, schema: { tags, params: IdParams, body: Grant, response: { 200: Done } } },
    (request) =>
      database.asAdmin(async (trx) => {
        const { plan_type, billing_cycle, reason } = request.body;
        const tenantId = await personalTenant(trx, request.params.id);
        const now = clock();
        const end = periodEnd(new Date(now), billing_cycle);
        const wanted =
          plan_type === "free"
            ? freePlan()
            : ({ planType: plan_type, cycle: billing_cycle, status: "active", source: "staff", end } as const);
        await replaceSubscription(trx, tenantId, wanted, now);
        await note(trx, caller(request), request.ip, "admin.subscription_granted", request.params.id, {
          plan_type,
          billing_cycle,
          reason,
        });
        return done("The plan is in force.");
      }),
  );

  const Override = closed({
    name: Type.Enum([...LIMIT_NAMES, ...FEATURE_NAMES]),
    value: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Boolean()]),
    reason: Words(300, 3),
    expires_at: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$" })),
  });
  app.put(
    "/admin/users/:id/override",
    { config: { access: ADMIN }, schema: { tags, params: IdParams, body: Override, response: { 200: Done } } },
    (request) =>
      database.asAdmin(async (trx) => {
        const { name, value, reason, expires_at } = request.body;
        const wantsNumber = LIMIT_NAMES.some((limit) => limit === name);
        if (wantsNumber !== (typeof value === "number"))
          throw new Problem("BAD_REQUEST", "A limit takes a number, a feature true or false.");
        const tenant_id = await personalTenant(trx, request.params.id);
        const row = {
          value: JSON.stringify(value),
          reason,
          granted_by: caller(request).userId,
          created_at: new Date(clock()),
          expires_at: expires_at === undefined ? null : new Date(expires_at),
        };
        await trx
          .insertInto("plans.overrides")
          .values({ tenant_id, name, ...row })
          .onConflict((on) => on.columns(["tenant_id", "name"]).doUpdateSet(row))
          .execute();
        await newEntitlementVersion(trx, tenant_id, clock());
        await note(trx, caller(request), request.ip, "admin.override_set", request.params.id, { name, value, reason });
        return done("The override is in force.");
      }),
  );
}

async function userOf(trx: Work, id: string) {
  const user = await trx.selectFrom("identity.users").selectAll().where("user_id", "=", id).executeTakeFirst();
  if (user === undefined) throw new Problem("NOT_FOUND");
  return user;
}

async function personalTenant(trx: Work, userId: string): Promise<string> {
  const row = await trx
    .selectFrom("tenancy.memberships as m")
    .innerJoin("tenancy.organisations as o", "o.tenant_id", "m.tenant_id")
    .select("m.tenant_id")
    .where("m.user_id", "=", userId)
    .where("o.kind", "=", "personal")
    .executeTakeFirst();
  if (row === undefined) throw new Problem("NOT_FOUND");
  return row.tenant_id;
}

function show(user: Awaited<ReturnType<typeof userOf>>): Static<typeof UserBody> {
  const { user_id, email, username, first_name, last_name, two_factor_enabled, account_status, platform_role } = user;
  const shown = { user_id, email, username, first_name, last_name, two_factor_enabled, account_status, platform_role };
  return { ...shown, created_at: iso(user.created_at), last_login: maybeIso(user.last_login) };
}
