import type { PlanType } from "#shared/cloud/plans.ts";
import { audit } from "../audit/audit.ts";
import type { Database, Work } from "../database/database.ts";
import type { SubscriptionRow } from "../database/tables.ts";
import { Problem } from "../http/problem.ts";
import type { Payments } from "./payment.ts";
import { type Cycle, freePlan, periodEnd, replaceSubscription } from "./subscriptions.ts";

const BATCH = 200;

/**
 * Writes down what time has done: periods that are over end, or go on as the smaller plan that was chosen. What counts
 * never waits for it (`plans.plan_at` looks at the clock); several processes may run it at once.
 * @param payments settles the plan that follows: what was paid for is over, whoever vouched for that.
 * @returns how many were dealt with.
 */
export async function expireSubscriptions(database: Database, payments: Payments, now: number): Promise<number> {
  return database.asJob(async (trx) => {
    const due = await trx
      .selectFrom("plans.subscriptions")
      .selectAll()
      .where("status", "in", ["trialing", "active", "past_due"])
      .where("current_period_end", "<=", new Date(now))
      .orderBy("current_period_end")
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of due) await end(trx, row, payments, now);
    return due.length;
  });
}

async function end(trx: Work, row: SubscriptionRow, payments: Payments, now: number): Promise<void> {
  const next = row.next_plan_type;
  const cycle = row.next_billing_cycle ?? row.billing_cycle;
  const status = row.cancel_at_period_end ? "cancelled" : "expired";
  await trx
    .updateTable("plans.subscriptions")
    .set({ status, updated_at: new Date(now) })
    .where("tenant_id", "=", row.tenant_id)
    .where("subscription_id", "=", row.subscription_id)
    .execute();
  const paid = next !== null && next !== "free" && (await isSettled(payments, row.tenant_id, next, cycle));
  const wanted = paid
    ? {
        planType: next,
        cycle,
        status: "active" as const,
        source: "provider" as const,
        end: periodEnd(new Date(now), cycle),
      }
    : freePlan();
  await replaceSubscription(trx, row.tenant_id, wanted, now);
  await audit(trx, {
    tenantId: row.tenant_id,
    at: now,
    actorId: undefined,
    actorKind: "system",
    action: `subscription.${status}`,
    entity: "subscription",
    entityId: row.subscription_id,
    diff: { plan_type: [row.plan_type, wanted.planType] },
  });
}

/** @returns false when it was not paid; a provider that cannot be asked is a fault, and the job comes again. */
async function isSettled(
  payments: Payments,
  tenantId: string,
  planType: PlanType,
  billingCycle: Cycle,
): Promise<boolean> {
  try {
    await payments.settle({ tenantId, planType, billingCycle });
    return true;
  } catch (fault) {
    if (fault instanceof Problem && fault.code === "PAYMENT_REQUIRED") return false;
    throw fault;
  }
}
