import { type Static, Type } from "typebox";
import { FEATURE_NAMES, LIMIT_NAMES, PLAN_TYPES } from "#shared/cloud/plans.ts";
import { PUBLIC, READ, USER } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { iso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { entitlementsOf } from "./entitlements.ts";
import { graceToken } from "./grace-token.ts";
import { liveSubscription } from "./subscriptions.ts";

export const PlanName = Type.Enum([...PLAN_TYPES]);
const Limit = Type.Union([Type.Integer(), Type.Null()], { description: "null: by agreement" });
const Limits = Type.Object(Object.fromEntries(LIMIT_NAMES.map((name) => [name, Limit])));
const Features = Type.Object(Object.fromEntries(FEATURE_NAMES.map((name) => [name, Type.Boolean()])));
const Price = Type.Object({ USD: Type.String(), IDR: Type.String() }, { description: "decimal amounts" });

const PlanBody = Type.Object({
  plan_type: PlanName,
  plan_name: Type.String(),
  monthly_price: Price,
  annual_price: Price,
  limits: Limits,
  features: Features,
  trial_days: Type.Integer(),
  is_active: Type.Boolean(),
});

const EntitlementsBody = Type.Object({
  plan_type: PlanName,
  version: Type.Integer({ description: "grows with every change" }),
  limits: Limits,
  features: Features,
  usage: Type.Object({ accounts: Type.Integer(), api_keys: Type.Integer() }),
});

/** The catalogue, what the caller's organisation may do, and the signed form of it for a desktop without network. */
export function registerPlans(app: App, parts: CloudParts): void {
  const { database, clock, keys, config } = parts;
  const tags = ["plans"];
  const List = Type.Object({ items: Type.Array(PlanBody) });
  app.get("/plans", { config: { access: PUBLIC }, schema: { tags, response: { 200: List } } }, async () => {
    const rows = await database.auth
      .selectFrom("plans.plans")
      .select([
        "plan_type",
        "plan_name",
        "monthly_usd",
        "annual_usd",
        "monthly_idr",
        "annual_idr",
        "limits",
        "features",
        "trial_days",
        "is_active",
      ])
      .where("is_active", "=", true)
      .orderBy("position")
      .execute();
    return {
      items: rows.map(
        ({ monthly_usd, annual_usd, monthly_idr, annual_idr, ...plan }): Static<typeof PlanBody> => ({
          ...plan,
          monthly_price: { USD: decimal(monthly_usd), IDR: decimal(monthly_idr) },
          annual_price: { USD: decimal(annual_usd), IDR: decimal(annual_idr) },
        }),
      ),
    };
  });

  app.get(
    "/entitlements",
    { config: { access: READ }, schema: { tags, response: { 200: EntitlementsBody } } },
    (request) => {
      const { tenantId } = caller(request);
      return database.readTenant(contextOf(request), async (trx) => {
        const found = await entitlementsOf(trx, tenantId, clock());
        const { entitlement_version } = await trx
          .selectFrom("plans.usage")
          .select("entitlement_version")
          .where("tenant_id", "=", tenantId)
          .executeTakeFirstOrThrow();
        const { accounts } = await trx
          .selectFrom("accounts.accounts")
          .select((eb) => eb.fn.countAll<string>().as("accounts"))
          .where("tenant_id", "=", tenantId)
          .executeTakeFirstOrThrow();
        const { api_keys } = await trx
          .selectFrom("identity.api_keys")
          .select((eb) => eb.fn.countAll<string>().as("api_keys"))
          .where("tenant_id", "=", tenantId)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        return {
          ...found,
          version: Number(entitlement_version),
          usage: { accounts: Number(accounts), api_keys: Number(api_keys) },
        };
      });
    },
  );

  const Grace = Type.Object({ token: Type.String(), soft_expires_at: Time, hard_expires_at: Time, server_time: Time });
  app.post(
    "/entitlements/grace",
    { config: { access: USER }, schema: { tags, response: { 200: Grace } } },
    (request) => {
      const { tenantId, userId, deviceId } = caller(request);
      const now = clock();
      return database.withTenant(contextOf(request), async (trx) => {
        const found = await entitlementsOf(trx, tenantId, now);
        const { entitlement_version } = await trx
          .selectFrom("plans.usage")
          .select("entitlement_version")
          .where("tenant_id", "=", tenantId)
          .executeTakeFirstOrThrow();
        const until = (await liveSubscription(trx, tenantId))?.current_period_end ?? null;
        const who = { tenantId, userId, deviceId: deviceId ?? "" };
        // After the period the free plan holds, which has no end.
        const end = found.plan_type === "free" ? null : until;
        const made = await graceToken(keys, config.publicUrl, who, found, Number(entitlement_version), end, now);
        return {
          token: made.token,
          soft_expires_at: iso(made.soft_expires_at),
          hard_expires_at: iso(made.hard_expires_at),
          server_time: iso(new Date(now)),
        };
      });
    },
  );
}

function decimal(minor: string): string {
  const text = minor.padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
