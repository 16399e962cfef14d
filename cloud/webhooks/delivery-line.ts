import { sql } from "kysely";
import type { Database, Work } from "../database/database.ts";
import { entitlementsOf } from "../plans/entitlements.ts";
import type { Told } from "./delivery-body.ts";

/** Seconds to wait after the nth failed attempt; then it is given up. Some thirty-three hours in all. */
const WAITS_S = [5, 15, 30, 50, 300, 1_800, 7_200, 21_600, 86_400];
/** An endpoint that failed for so long is told no more until somebody switches it on again. */
const FAILING_MS = 5 * 86_400_000;
/** A process that died with an endpoint in hand lets go of it by then. */
const LEASE_MS = 60_000;
/** A plan that has no room for an endpoint is looked at again after this. */
const NO_ROOM_MS = 600_000;

/** An endpoint that this process works for. */
export interface Claimed {
  readonly tenant_id: string;
  readonly webhook_id: string;
}

/** A delivery that is to be tried now. */
export interface Due extends Told, Claimed {
  readonly attempts: number;
  readonly url: string;
  readonly sealed_secret: string;
}

/** Takes endpoints that have something due, as many as asked for; those beyond what the plan has room for are put off. */
export function claimEndpoints(database: Database, now: number, most: number): Promise<Claimed[]> {
  if (most <= 0) return Promise.resolve([]);
  const at = new Date(now);
  return database.asJob(async (trx) => {
    const { rows } = await sql<Claimed & { rank: string }>`
      select e.tenant_id, e.webhook_id,
        (select count(*) from webhooks.endpoints o
          where o.tenant_id = e.tenant_id and o.is_active and o.webhook_id < e.webhook_id) as rank
      from webhooks.endpoints e
      where e.is_active and (e.busy_until is null or e.busy_until <= ${at})
        and exists (select 1 from webhooks.deliveries d where d.tenant_id = e.tenant_id and d.webhook_id = e.webhook_id
          and d.state = 'waiting' and d.next_attempt_at <= ${at})
      order by e.busy_until nulls first limit ${most} for no key update of e skip locked`.execute(trx);
    const claimed: Claimed[] = [];
    for (const { tenant_id, webhook_id, rank } of rows) {
      const { limits } = await entitlementsOf(trx, tenant_id, now);
      const fits = limits.max_webhooks === null || Number(rank) < limits.max_webhooks;
      await trx
        .updateTable("webhooks.endpoints")
        .set({ busy_until: new Date(now + (fits ? LEASE_MS : NO_ROOM_MS)) })
        .where("tenant_id", "=", tenant_id)
        .where("webhook_id", "=", webhook_id)
        .execute();
      if (fits) claimed.push({ tenant_id, webhook_id });
    }
    return claimed;
  });
}

/** The next delivery of an endpoint in hand, whose lease begins anew; undefined when none is due or it was switched off. */
export function nextDue(database: Database, { tenant_id, webhook_id }: Claimed, now: number): Promise<Due | undefined> {
  return database.asJob(async (trx) => {
    const due = await trx
      .selectFrom("webhooks.deliveries as d")
      .innerJoin("webhooks.endpoints as e", (join) =>
        join.onRef("e.tenant_id", "=", "d.tenant_id").onRef("e.webhook_id", "=", "d.webhook_id"),
      )
      .select(["d.tenant_id", "d.webhook_id", "d.delivery_id", "d.event", "d.at", "d.body", "d.attempts"])
      .select(["e.url", "e.sealed_secret"])
      .where("d.tenant_id", "=", tenant_id)
      .where("d.webhook_id", "=", webhook_id)
      .where("d.state", "=", "waiting")
      .where("d.next_attempt_at", "<=", new Date(now))
      .where("e.is_active", "=", true)
      .orderBy("d.next_attempt_at")
      .orderBy("d.created_at")
      .limit(1)
      .executeTakeFirst();
    if (due === undefined) return undefined;
    await hold(trx, { tenant_id, webhook_id }, new Date(now + LEASE_MS));
    return due;
  });
}

/**
 * Writes down what became of an attempt, and when the next one is.
 * @returns why the endpoint is told no more from now on; undefined when it is.
 */
export function recordOutcome(
  database: Database,
  due: Due,
  { status, fault }: { readonly status?: number; readonly fault?: string },
  now: number,
): Promise<"gone" | "failing" | undefined> {
  const at = new Date(now);
  const isDone = status !== undefined && status >= 200 && status < 300;
  const wait = WAITS_S[due.attempts];
  const state = isDone ? "done" : wait === undefined ? "failed" : "waiting";
  return database.asJob(async (trx) => {
    await trx
      .updateTable("webhooks.deliveries")
      .set({
        state,
        attempts: due.attempts + 1,
        last_attempt_at: at,
        last_status: status ?? null,
        last_fault: fault ?? null,
        ...(state === "waiting" ? { next_attempt_at: new Date(now + (wait ?? 0) * 1_000) } : {}),
      })
      .where("tenant_id", "=", due.tenant_id)
      .where("delivery_id", "=", due.delivery_id)
      .execute();
    const endpoint = await trx
      .updateTable("webhooks.endpoints")
      .set((eb) => ({ failing_since: isDone ? null : sql<Date>`coalesce(${eb.ref("failing_since")}, ${at})` }))
      .where("tenant_id", "=", due.tenant_id)
      .where("webhook_id", "=", due.webhook_id)
      .returning("failing_since")
      .executeTakeFirst();
    const since = endpoint?.failing_since?.getTime() ?? now;
    const why = status === 410 ? "gone" : now - since > FAILING_MS ? "failing" : undefined;
    if (why !== undefined)
      await trx
        .updateTable("webhooks.endpoints")
        .set({ is_active: false, stopped_why: why, updated_at: at })
        .where("tenant_id", "=", due.tenant_id)
        .where("webhook_id", "=", due.webhook_id)
        .execute();
    return why;
  });
}

/** Lets go of an endpoint. */
export function release(database: Database, endpoint: Claimed): Promise<void> {
  return database.asJob((trx) => hold(trx, endpoint, null));
}

async function hold(trx: Work, { tenant_id, webhook_id }: Claimed, until: Date | null): Promise<void> {
  await trx
    .updateTable("webhooks.endpoints")
    .set({ busy_until: until })
    .where("tenant_id", "=", tenant_id)
    .where("webhook_id", "=", webhook_id)
    .execute();
}
