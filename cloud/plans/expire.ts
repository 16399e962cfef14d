import { audit } from "../audit/audit.ts";
import type { Database, Work } from "../database/database.ts";
import type { SubscriptionRow } from "../database/tables.ts";
import { freePlan, periodEnd, replaceSubscription } from "./subscriptions.ts";

const BATCH = 200;

/**
 * Writes down what time has done: periods that are over end, or go on as the smaller plan that was chosen. What counts
 * never waits for it (`plans.plan_at` looks at the clock); several processes may run it at once.
 * @returns how many were dealt with.
 */
export async function expireSubscriptions(database: Database, now: number): Promise<number> {
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
    for (const row of due) await end(trx, row, now);
    return due.length;
  });
}

async function end(trx: Work, row: SubscriptionRow, now: number): Promise<void> {
  const next = row.next_plan_type;
  const cycle = row.next_billing_cycle ?? row.billing_cycle;
  const status = row.cancel_at_period_end ? "cancelled" : "expired";
  await trx
    .updateTable("plans.subscriptions")
    .set({ status, updated_at: new Date(now) })
    .where("tenant_id", "=", row.tenant_id)
    .where("subscription_id", "=", row.subscription_id)
    .execute();
  // A smaller paid plan goes on only when staff vouched for its payment; a provider will settle it first.
  const paid = next !== null && next !== "free" && row.source === "staff";
  const wanted = paid
    ? { planType: next, cycle, status: "active" as const, source: row.source, end: periodEnd(new Date(now), cycle) }
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
