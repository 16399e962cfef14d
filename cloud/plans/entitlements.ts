import { sql } from "kysely";
import type { FeatureName, LimitName, PlanFeatures, PlanLimits, PlanType } from "#shared/cloud/plans.ts";
import type { Work } from "../database/database.ts";
import { tellFeed } from "../feed/feed.ts";
import { Problem } from "../http/problem.ts";

/** What a tenant may do at a moment: plan, overrides and time, as the database resolves them. */
export interface Entitlements {
  readonly plan_type: PlanType;
  readonly limits: PlanLimits;
  readonly features: PlanFeatures;
}

/** What a tenant's plan allows at a time, by the clock. @param now UTC ms. @throws Error for a tenant that is none. */
export async function entitlementsOf(trx: Work, tenantId: string, now: number): Promise<Entitlements> {
  const { rows } = await sql<Entitlements>`select * from plans.entitlements_at(${tenantId}, ${new Date(now)})`.execute(
    trx,
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`The tenant ${tenantId} has no plan: the catalogue lacks one.`);
  return found;
}

/** @throws Problem PLAN_FEATURE when the plan does not include it. */
export async function requireFeature(
  trx: Work,
  tenantId: string,
  feature: FeatureName,
  now: number,
): Promise<Entitlements> {
  const entitlements = await entitlementsOf(trx, tenantId, now);
  if (!entitlements.features[feature]) {
    throw new Problem("PLAN_FEATURE", undefined, { extra: { feature, plan: entitlements.plan_type } });
  }
  return entitlements;
}

/**
 * Makes sure that one more fits the plan. The tenant's usage row is locked first, so that of two requests for the last
 * place one waits for the other; `count` is read under that lock, in the transaction that then adds the one.
 * @throws Problem PLAN_LIMIT naming the limit, how many there are, and the plan.
 */
export async function requireRoom(
  trx: Work,
  tenantId: string,
  limit: LimitName,
  now: number,
  count: () => Promise<number>,
): Promise<void> {
  await trx
    .selectFrom("plans.usage")
    .select("tenant_id")
    .where("tenant_id", "=", tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { limits, plan_type } = await entitlementsOf(trx, tenantId, now);
  const most = limits[limit];
  const used = await count();
  if (most !== null && used >= most) {
    throw new Problem("PLAN_LIMIT", undefined, { extra: { limit, allowed: most, used, plan: plan_type } });
  }
}

/** Something that entitlements depend on was changed: desktops ask again when they see a newer number. */
export async function newEntitlementVersion(trx: Work, tenantId: string, now: number): Promise<void> {
  const row = await trx
    .updateTable("plans.usage")
    .set({ entitlement_version: sql<number>`entitlement_version + 1` })
    .where("tenant_id", "=", tenantId)
    .returning("entitlement_version")
    .executeTakeFirst();
  if (row !== undefined)
    await tellFeed(trx, tenantId, "entitlements", now, { version: Number(row.entitlement_version) });
}
