import { type Static, Type } from "typebox";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { EndpointRow } from "../database/tables.ts";
import { MANAGE, READ } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { once } from "../http/once.ts";
import { Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, Id, IdParams, iso, MaybeTime, maybeIso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { requireRoom } from "../plans/entitlements.ts";
import { WEBHOOK_EVENTS } from "./delivery-body.ts";
import { deliveryCursor, showDelivery, WebhookDelivery } from "./delivery-view.ts";
import { newWebhookSecret } from "./signature.ts";
import { targetOf } from "./target-url.ts";
import { reachOf } from "./webhook-sender.ts";

/** Tests of one webhook that may wait to be sent. */
const MOST_PINGS = 5;

const Events = Type.Array(Type.Enum([...WEBHOOK_EVENTS]), { minItems: 1, uniqueItems: true });
const Url = Type.String({ minLength: 8, maxLength: 2_000, pattern: "^[\\u0021-\\u007e]+$" });
const NewWebhook = closed({ url: Url, events: Events, description: Type.Optional(Words(200)) });
const Change = closed({
  url: Type.Optional(Url),
  events: Type.Optional(Events),
  description: Type.Optional(Words(200)),
  is_active: Type.Optional(Type.Boolean()),
});
const WebhookBody = Type.Object({
  webhook_id: Id,
  url: Type.String(),
  description: Type.String(),
  events: Type.Array(Type.String()),
  is_active: Type.Boolean(),
  stopped_why: Type.Union([Type.String(), Type.Null()], {
    description: "gone: it answered 410; failing: for five days",
  }),
  failing_since: MaybeTime,
  missed: Type.Integer({ description: "deliveries not kept because a thousand waited already" }),
  created_at: Time,
  updated_at: Time,
});
const WithSecret = Type.Object({ ...WebhookBody.properties, secret: Type.String({ description: "shown this once" }) });

/** Where an organisation is told what happens in it. Signed; to public addresses only. */
export function registerWebhooks(app: App, parts: CloudParts): void {
  const { database, clock, keys } = parts;
  const reach = reachOf(parts);
  const tags = ["webhooks"];
  const List = Type.Object({ items: Type.Array(WebhookBody) });
  app.get("/webhooks", { config: { access: READ }, schema: { tags, response: { 200: List } } }, (request) =>
    database.readOne(contextOf(request), async (trx) => {
      const rows = await trx
        .selectFrom("webhooks.endpoints")
        .selectAll()
        .where("tenant_id", "=", caller(request).tenantId)
        .orderBy("webhook_id")
        .limit(200)
        .execute();
      return { items: rows.map(show) };
    }),
  );

  app.post(
    "/webhooks",
    { config: { access: MANAGE }, schema: { tags, body: NewWebhook, response: { 201: WithSecret } } },
    (request, reply) => {
      const { url, events, description = "" } = request.body;
      const { tenantId, userId } = caller(request);
      const { href } = targetOf(url, reach);
      return once(parts, request, reply, 201, async (trx) => {
        const now = clock();
        await requireRoom(trx, tenantId, "max_webhooks", now, async () => {
          const { count } = await trx
            .selectFrom("webhooks.endpoints")
            .select((eb) => eb.fn.countAll<string>().as("count"))
            .where("tenant_id", "=", tenantId)
            .executeTakeFirstOrThrow();
          return Number(count);
        });
        const webhook_id = newId(now);
        const secret = newWebhookSecret();
        const row = await trx
          .insertInto("webhooks.endpoints")
          .values({
            tenant_id: tenantId,
            webhook_id,
            created_by: userId,
            url: href,
            description,
            events: [...events],
            sealed_secret: keys.seal("webhook", webhook_id, secret),
            stopped_why: null,
            failing_since: null,
            busy_until: null,
            created_at: new Date(now),
            updated_at: new Date(now),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await note(trx, request, "webhook.added", webhook_id, { url: href, events });
        return { ...show(row), secret };
      });
    },
  );

  app.get(
    "/webhooks/:id",
    { config: { access: READ }, schema: { tags, params: IdParams, response: { 200: WebhookBody } } },
    (request) =>
      database.readOne(contextOf(request), async (trx) =>
        show(await endpointOf(trx, caller(request).tenantId, request.params.id)),
      ),
  );

  app.put(
    "/webhooks/:id",
    { config: { access: MANAGE }, schema: { tags, params: IdParams, body: Change, response: { 200: WebhookBody } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      const { url, events, is_active, ...rest } = request.body;
      const href = url === undefined ? undefined : targetOf(url, reach).href;
      return once(parts, request, reply, 200, async (trx) => {
        const { webhook_id } = await endpointOf(trx, tenantId, request.params.id);
        await trx
          .updateTable("webhooks.endpoints")
          .set({
            ...rest,
            ...(href === undefined ? {} : { url: href }),
            ...(events === undefined ? {} : { events: [...events] }),
            // Switching it on, or sending it elsewhere, begins anew.
            ...(is_active === undefined ? {} : { is_active }),
            ...(is_active === true || href !== undefined ? { stopped_why: null, failing_since: null } : {}),
            updated_at: new Date(clock()),
          })
          .where("tenant_id", "=", tenantId)
          .where("webhook_id", "=", webhook_id)
          .execute();
        await note(trx, request, "webhook.changed", webhook_id, { ...request.body });
        return show(await endpointOf(trx, tenantId, webhook_id));
      });
    },
  );

  app.delete(
    "/webhooks/:id",
    { config: { access: MANAGE }, schema: { tags, params: IdParams, response: { 200: Done } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      return once(parts, request, reply, 200, async (trx) => {
        const { webhook_id, url } = await endpointOf(trx, tenantId, request.params.id);
        await trx
          .deleteFrom("webhooks.endpoints")
          .where("tenant_id", "=", tenantId)
          .where("webhook_id", "=", webhook_id)
          .execute();
        await note(trx, request, "webhook.removed", webhook_id, { url });
        return done("Nothing is told there any more.");
      });
    },
  );

  app.post(
    "/webhooks/:id/secret",
    { config: { access: MANAGE }, schema: { tags, params: IdParams, response: { 200: WithSecret } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      return once(parts, request, reply, 200, async (trx) => {
        const { webhook_id } = await endpointOf(trx, tenantId, request.params.id);
        const secret = newWebhookSecret();
        const row = await trx
          .updateTable("webhooks.endpoints")
          .set({ sealed_secret: keys.seal("webhook", webhook_id, secret), updated_at: new Date(clock()) })
          .where("tenant_id", "=", tenantId)
          .where("webhook_id", "=", webhook_id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await note(trx, request, "webhook.secret_changed", webhook_id, {});
        return { ...show(row), secret };
      });
    },
  );

  app.post(
    "/webhooks/:id/test",
    { config: { access: MANAGE }, schema: { tags, params: IdParams, response: { 202: WebhookDelivery } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      return once(parts, request, reply, 202, async (trx) => {
        const { webhook_id, is_active } = await endpointOf(trx, tenantId, request.params.id);
        if (!is_active) throw new Problem("CONFLICT", "It is switched off: switch it on, then try it.");
        const { count } = await trx
          .selectFrom("webhooks.deliveries")
          .select((eb) => eb.fn.countAll<string>().as("count"))
          .where("tenant_id", "=", tenantId)
          .where("webhook_id", "=", webhook_id)
          .where("event", "=", "ping")
          .where("state", "=", "waiting")
          .executeTakeFirstOrThrow();
        if (Number(count) >= MOST_PINGS) throw new Problem("CONFLICT", "Enough of its tests wait to be sent already.");
        const now = clock();
        const row = await trx
          .insertInto("webhooks.deliveries")
          .values({
            tenant_id: tenantId,
            delivery_id: newId(now),
            webhook_id,
            event: "ping",
            at: new Date(now),
            body: JSON.stringify({ webhook_id }),
            next_attempt_at: new Date(now),
            last_attempt_at: null,
            last_status: null,
            last_fault: null,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return showDelivery(row);
      });
    },
  );

  app.get(
    "/webhooks/:id/deliveries",
    {
      config: { access: READ },
      schema: { tags, params: IdParams, querystring: PageQuery, response: { 200: Page(WebhookDelivery) } },
    },
    (request) => {
      const { tenantId } = caller(request);
      const { limit, cursor } = request.query;
      const before = deliveryCursor(cursor);
      return database.readTenant(contextOf(request), async (trx) => {
        const { webhook_id } = await endpointOf(trx, tenantId, request.params.id);
        const rows = await trx
          .selectFrom("webhooks.deliveries")
          .selectAll()
          .where("tenant_id", "=", tenantId)
          .where("webhook_id", "=", webhook_id)
          .$if(before !== undefined, (query) =>
            query.where((eb) =>
              eb(eb.refTuple("created_at", "delivery_id"), "<", eb.tuple(before?.at ?? new Date(0), before?.id ?? "")),
            ),
          )
          .orderBy("created_at", "desc")
          .orderBy("delivery_id", "desc")
          .limit(limit + 1)
          .execute();
        return pageOf(
          rows,
          limit,
          ({ created_at, delivery_id }) => `${created_at.getTime()}/${delivery_id}`,
          showDelivery,
        );
      });
    },
  );

  async function note(
    trx: Work,
    request: Parameters<typeof caller>[0],
    action: string,
    entityId: string,
    diff: Record<string, unknown>,
  ): Promise<void> {
    const { tenantId, userId, kind, deviceId } = caller(request);
    const { ip } = request;
    const what = { action, entity: "webhook", entityId, diff };
    await audit(trx, { tenantId, at: clock(), actorId: userId, actorKind: kind, ip, deviceId, ...what });
  }
}

/** @throws Problem NOT_FOUND, also for another organisation's. */
async function endpointOf(trx: Work, tenantId: string, id: string): Promise<EndpointRow> {
  const row = await trx
    .selectFrom("webhooks.endpoints")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("webhook_id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new Problem("NOT_FOUND");
  return row;
}

function show(row: EndpointRow): Static<typeof WebhookBody> {
  const { webhook_id, url, description, events, is_active, stopped_why } = row;
  const shown = { webhook_id, url, description, events, is_active, stopped_why };
  const times = { created_at: iso(row.created_at), updated_at: iso(row.updated_at) };
  return { ...shown, failing_since: maybeIso(row.failing_since), missed: Number(row.missed), ...times };
}
