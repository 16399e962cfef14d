import type { PlanType } from "#shared/cloud/plans.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { SubscriptionRow } from "../database/tables.ts";
import { Problem } from "../http/problem.ts";
import { newEntitlementVersion } from "./entitlements.ts";

const DAY_MS = 86_400_000;
export type Cycle = "monthly" | "annual";
/** States of a subscription that is in force or only held. */
export const LIVE = ["trialing", "active", "past_due", "suspended"] as const;

/** The end of a period: the same day of the next month or year, or that month's last (31 January, 28 February). */
export function periodEnd(start: Date, cycle: Cycle): Date {
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + (cycle === "annual" ? 12 : 1));
  if (end.getUTCDate() !== start.getUTCDate()) end.setUTCDate(0);
  return end;
}

/** The tenant's subscription in force, locked until the transaction ends. */
export async function liveSubscription(trx: Work, tenantId: string): Promise<SubscriptionRow | undefined> {
  return trx
    .selectFrom("plans.subscriptions")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("status", "in", LIVE)
    .forUpdate()
    .executeTakeFirst();
}

export interface NewSubscription {
  readonly planType: PlanType;
  readonly cycle: Cycle;
  readonly status: "trialing" | "active";
  readonly source: SubscriptionRow["source"];
  /** null: until it is changed. */
  readonly end: Date | null;
}

/** Ends the one in force, if any, and begins another: the old stays for the record. */
export async function replaceSubscription(
  trx: Work,
  tenantId: string,
  wanted: NewSubscription,
  now: number,
): Promise<string> {
  const at = new Date(now);
  await trx
    .updateTable("plans.subscriptions")
    .set({
      status: "cancelled",
      current_period_end: at,
      updated_at: at,
      next_plan_type: null,
      next_billing_cycle: null,
    })
    .where("tenant_id", "=", tenantId)
    .where("status", "in", LIVE)
    .execute();
  const subscription_id = newId(now);
  await trx
    .insertInto("plans.subscriptions")
    .values({
      tenant_id: tenantId,
      subscription_id,
      plan_type: wanted.planType,
      status: wanted.status,
      billing_cycle: wanted.cycle,
      current_period_start: at,
      current_period_end: wanted.end,
      next_plan_type: null,
      next_billing_cycle: null,
      source: wanted.source,
      created_at: at,
      updated_at: at,
    })
    .execute();
  await newEntitlementVersion(trx, tenantId, now);
  return subscription_id;
}

/** The free plan: what remains when everything else has ended. */
export function freePlan(): NewSubscription {
  return { planType: "free", cycle: "monthly", status: "active", source: "free", end: null };
}

/**
 * A trial of a paid plan, once a tenant and plan.
 * @throws Problem PAYMENT_REQUIRED when the plan has no trial, or it was used.
 */
export async function startTrial(
  trx: Work,
  tenantId: string,
  planType: PlanType,
  cycle: Cycle,
  now: number,
): Promise<string> {
  const plan = await trx
    .selectFrom("plans.plans")
    .select(["trial_days", "is_active"])
    .where("plan_type", "=", planType)
    .executeTakeFirst();
  if (plan === undefined || !plan.is_active) throw new Problem("NOT_FOUND", "There is no such plan.");
  const before = await trx
    .selectFrom("plans.subscriptions")
    .select("subscription_id")
    .where("tenant_id", "=", tenantId)
    .where("source", "in", ["trial", "staff", "provider"])
    .executeTakeFirst();
  if (plan.trial_days === 0 || before !== undefined) {
    throw new Problem("PAYMENT_REQUIRED", "There is no trial of this plan for you (any more).", {
      extra: { plan: planType },
    });
  }
  const end = new Date(now + plan.trial_days * DAY_MS);
  return replaceSubscription(trx, tenantId, { planType, cycle, status: "trialing", source: "trial", end }, now);
}
