import { type Static, Type } from "typebox";
import { PLAN_TYPES } from "#shared/cloud/plans.ts";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import type { SubscriptionRow } from "../database/tables.ts";
import { tellFeed } from "../feed/feed.ts";
import { MANAGE, type Principal, READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { once } from "../http/once.ts";
import { Problem } from "../http/problem.ts";
import { closed, Id, IdParams, iso, MaybeTime, maybeIso, Time } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import type { Payments } from "./payment.ts";
import { PlanName } from "./routes-plans.ts";
import { freePlan, liveSubscription, periodEnd, replaceSubscription, startTrial } from "./subscriptions.ts";

const CycleName = Type.Union([Type.Literal("monthly"), Type.Literal("annual")]);
const SubscriptionBody = Type.Object({
  subscription_id: Id,
  plan_type: PlanName,
  status: Type.String(),
  billing_cycle: CycleName,
  current_period_start: Time,
  current_period_end: MaybeTime,
  cancel_at_period_end: Type.Boolean(),
  next_plan_type: Type.Union([PlanName, Type.Null()]),
  created_at: Time,
});
const Wanted = closed({ plan_type: PlanName, billing_cycle: CycleName, trial: Type.Optional(Type.Boolean()) });
const Change = closed({
  plan_type: Type.Optional(PlanName),
  billing_cycle: Type.Optional(CycleName),
  when: Type.Optional(Type.Union([Type.Literal("now"), Type.Literal("period_end")])),
  cancel_at_period_end: Type.Optional(Type.Boolean()),
});

/** The organisation's subscription: what it is, choosing another, ending it. */
export function registerSubscriptions(app: App, parts: CloudParts, payments: Payments): void {
  const { database, clock } = parts;
  const tags = ["subscriptions"];
  const List = Type.Object({ items: Type.Array(SubscriptionBody) });
  app.get("/subscriptions", { config: { access: READ }, schema: { tags, response: { 200: List } } }, (request) =>
    database.readTenant(contextOf(request), async (trx) => {
      const rows = await trx
        .selectFrom("plans.subscriptions")
        .selectAll()
        .where("tenant_id", "=", caller(request).tenantId)
        .orderBy("subscription_id", "desc")
        .limit(50)
        .execute();
      return { items: rows.map((row) => show(row)) };
    }),
  );

  app.post(
    "/subscriptions",
    { config: { access: MANAGE }, schema: { tags, body: Wanted, response: { 201: SubscriptionBody } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      const { plan_type, billing_cycle, trial } = request.body;
      return once(parts, request, reply, 201, async (trx) => {
        const now = clock();
        const live = await liveSubscription(trx, tenantId);
        if (live !== undefined && live.plan_type === plan_type)
          throw new Problem("CONFLICT", "This plan is in force already.");
        if (plan_type === "free") await replaceSubscription(trx, tenantId, freePlan(), now);
        else if (trial === true) await startTrial(trx, tenantId, plan_type, billing_cycle, now);
        else {
          await payments.settle({ tenantId, planType: plan_type, billingCycle: billing_cycle });
          const end = periodEnd(new Date(now), billing_cycle);
          await replaceSubscription(
            trx,
            tenantId,
            { planType: plan_type, cycle: billing_cycle, status: "active", source: "provider", end },
            now,
          );
        }
        await tell(trx, caller(request), now, request.ip, "subscription.started", {
          plan_type: [live?.plan_type ?? null, plan_type],
          trial: trial === true,
        });
        return show(await required(trx, tenantId));
      });
    },
  );

  app.put(
    "/subscriptions/:id",
    {
      config: { access: MANAGE },
      schema: { tags, params: IdParams, body: Change, response: { 200: SubscriptionBody } },
    },
    (request, reply) => {
      const { tenantId } = caller(request);
      return once(parts, request, reply, 200, async (trx) => {
        const now = clock();
        const live = await named(trx, tenantId, request.params.id);
        await change(trx, live, request.body, payments, now);
        await tell(trx, caller(request), now, request.ip, "subscription.changed", { ...request.body });
        return show(await required(trx, tenantId));
      });
    },
  );

  app.delete(
    "/subscriptions/:id",
    { config: { access: MANAGE }, schema: { tags, params: IdParams, response: { 200: SubscriptionBody } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      return once(parts, request, reply, 200, async (trx) => {
        const now = clock();
        const live = await named(trx, tenantId, request.params.id);
        if (live.plan_type === "free") throw new Problem("CONFLICT", "The free plan has no end.");
        await setEnd(trx, live, { cancel_at_period_end: true, next_plan_type: null, next_billing_cycle: null }, now);
        await tell(trx, caller(request), now, request.ip, "subscription.cancelled_at_period_end", {
          plan_type: live.plan_type,
        });
        return show(await required(trx, tenantId));
      });
    },
  );
}

type EndFields = Partial<Pick<SubscriptionRow, "next_plan_type" | "next_billing_cycle">> & {
  cancel_at_period_end?: boolean;
};

async function change(
  trx: Work,
  live: SubscriptionRow,
  wanted: Static<typeof Change>,
  payments: Payments,
  now: number,
): Promise<void> {
  const plan = wanted.plan_type ?? live.plan_type;
  const cycle = wanted.billing_cycle ?? live.billing_cycle;
  if (wanted.cancel_at_period_end !== undefined) {
    if (live.current_period_end === null) throw new Problem("CONFLICT", "The free plan has no end.");
    await setEnd(trx, live, { cancel_at_period_end: wanted.cancel_at_period_end }, now);
  }
  if (plan === live.plan_type && cycle === live.billing_cycle) return;
  const isSmaller = PLAN_TYPES.indexOf(plan) < PLAN_TYPES.indexOf(live.plan_type);
  // Smaller plans come at the period's end unless one insists: what is paid for is used up.
  const when = wanted.when ?? (isSmaller ? "period_end" : "now");
  if (when === "period_end") {
    if (live.current_period_end === null) throw new Problem("CONFLICT", "The free plan has no end: choose now.");
    if (!isSmaller && plan !== live.plan_type)
      throw new Problem("CONFLICT", "A larger plan begins now: only a smaller one waits for the period's end.");
    return setEnd(trx, live, { next_plan_type: plan, next_billing_cycle: cycle, cancel_at_period_end: false }, now);
  }
  if (plan === "free") {
    await replaceSubscription(trx, live.tenant_id, freePlan(), now);
    return;
  }
  await payments.settle({ tenantId: live.tenant_id, planType: plan, billingCycle: cycle });
  const end = periodEnd(new Date(now), cycle);
  await replaceSubscription(
    trx,
    live.tenant_id,
    { planType: plan, cycle, status: "active", source: "provider", end },
    now,
  );
}

async function setEnd(trx: Work, live: SubscriptionRow, fields: EndFields, now: number): Promise<void> {
  await trx
    .updateTable("plans.subscriptions")
    .set({ ...fields, updated_at: new Date(now) })
    .where("tenant_id", "=", live.tenant_id)
    .where("subscription_id", "=", live.subscription_id)
    .execute();
  // What is allowed is the same until then, so entitlements have no new version; screens show the coming end at once.
  await tellFeed(trx, live.tenant_id, "subscription", now, { subscription_id: live.subscription_id });
}

async function required(trx: Work, tenantId: string): Promise<SubscriptionRow> {
  const row = await liveSubscription(trx, tenantId);
  if (row === undefined) throw new Problem("NOT_FOUND", "There is no subscription in force.");
  return row;
}

async function named(trx: Work, tenantId: string, id: string): Promise<SubscriptionRow> {
  const row = await required(trx, tenantId);
  if (row.subscription_id !== id) throw new Problem("NOT_FOUND");
  return row;
}

async function tell(
  trx: Work,
  principal: Principal,
  at: number,
  ip: string,
  action: string,
  diff: Record<string, unknown>,
): Promise<void> {
  const { tenantId, userId, kind, deviceId } = principal;
  await audit(trx, {
    tenantId,
    at,
    actorId: userId,
    actorKind: kind,
    action,
    entity: "subscription",
    ip,
    deviceId,
    diff,
  });
}

function show(row: SubscriptionRow): Static<typeof SubscriptionBody> {
  return {
    subscription_id: row.subscription_id,
    plan_type: row.plan_type,
    status: row.status,
    billing_cycle: row.billing_cycle,
    current_period_start: iso(row.current_period_start),
    current_period_end: maybeIso(row.current_period_end),
    cancel_at_period_end: row.cancel_at_period_end,
    next_plan_type: row.next_plan_type,
    created_at: iso(row.created_at),
  };
}
