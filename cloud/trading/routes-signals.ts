import { createHash } from "node:crypto";
import { type Static, Type } from "typebox";
import { newId } from "../database/ids.ts";
import { tellFeed } from "../feed/feed.ts";
import { READ, WRITE } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { once } from "../http/once.ts";
import { cursorId, Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, Id, iso, Time, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { entitlementsOf } from "../plans/entitlements.ts";

const DAY_MS = 86_400_000;
const MOST_SOURCES = 64;
/** Advice is for a moment. */
const MOST_S = 3_600;

const Source = Type.String({ pattern: "^[a-z0-9][a-z0-9:._-]{0,63}$" });
const SignalBody = Type.Object({
  signal_id: Id,
  source: Type.String(),
  type: Type.String(),
  symbol: Type.String(),
  mode: Type.String(),
  payload: Type.String(),
  emitted_at: Time,
  valid_until: Time,
});
const NewSignal = closed({
  source: Source,
  type: Type.Enum(["buy", "sell", "info"]),
  symbol: Words(64, 1),
  mode: Type.Enum(["paper", "live"]),
  payload: Type.Optional(Words(2_000)),
  valid_for_s: Type.Integer({ minimum: 1, maximum: MOST_S }),
  strategy: Type.Optional(Words(100)),
  timeframe: Type.Optional(Words(8)),
  bar_time: Type.Optional(Words(40)),
});
const Subscribe = closed({ sources: Type.Array(Source, { minItems: 1, maxItems: MOST_SOURCES, uniqueItems: true }) });

/** Signals: advice from a source, kept once, and sent down to the organisation's desktops, where sessions decide. */
export function registerSignals(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["signals"];
  app.get(
    "/signals",
    { config: { access: READ }, schema: { tags, querystring: PageQuery, response: { 200: Page(SignalBody) } } },
    (request) => {
      const { limit, cursor } = request.query;
      const before = cursorId(cursor);
      const { tenantId } = caller(request);
      return database.readTenant(contextOf(request), async (trx) => {
        const { limits } = await entitlementsOf(trx, tenantId, clock());
        const since = new Date(clock() - (limits.signal_retention_days ?? 3_650) * DAY_MS);
        const rows = await trx
          .selectFrom("trading.signals")
          .selectAll()
          .where("tenant_id", "=", tenantId)
          .where("received_at", ">=", since)
          .$if(before !== undefined, (query) => query.where("signal_id", "<", before ?? ""))
          .orderBy("signal_id", "desc")
          .limit(limit + 1)
          .execute();
        return pageOf(rows, limit, ({ signal_id }) => signal_id, show);
      });
    },
  );

  const Taken = Type.Object({ ...SignalBody.properties, duplicate: Type.Boolean() });
  app.post(
    "/signals",
    { config: { access: WRITE }, schema: { tags, body: NewSignal, response: { 201: Taken } } },
    (request, reply) => {
      const { tenantId } = caller(request);
      const { source, type, symbol, mode, payload = "", valid_for_s, strategy, timeframe, bar_time } = request.body;
      return once(parts, request, reply, 201, async (trx): Promise<Static<typeof Taken>> => {
        const now = clock();
        // Without a bar's time each message is its own signal: nothing says that two of them are the same advice.
        const about =
          bar_time === undefined
            ? newId(now)
            : JSON.stringify([source, strategy, symbol, timeframe, bar_time, type, mode]);
        const row = {
          tenant_id: tenantId,
          signal_id: newId(now),
          fingerprint: createHash("sha256").update(about).digest(),
          source,
          type,
          symbol,
          mode,
          payload,
          emitted_at: new Date(now),
          valid_until: new Date(now + valid_for_s * 1_000),
          received_at: new Date(now),
        };
        const kept = await trx
          .insertInto("trading.signals")
          .values(row)
          .onConflict((on) => on.columns(["tenant_id", "fingerprint"]).doNothing())
          .returning("signal_id")
          .executeTakeFirst();
        if (kept === undefined) {
          const before = await trx
            .selectFrom("trading.signals")
            .selectAll()
            .where("tenant_id", "=", tenantId)
            .where("fingerprint", "=", row.fingerprint)
            .executeTakeFirstOrThrow();
          return { ...show(before), duplicate: true };
        }
        const wanted = await trx
          .selectFrom("trading.subscriptions")
          .select("source")
          .where("tenant_id", "=", tenantId)
          .where("source", "=", source)
          .executeTakeFirst();
        if (wanted !== undefined) await tellFeed(trx, tenantId, "signal", now, itemOf(row));
        return { ...show(row), duplicate: false };
      });
    },
  );

  app.post(
    "/trades/signals/subscribe",
    { config: { access: WRITE }, schema: { tags, body: Subscribe, response: { 200: Done } } },
    (request, reply) =>
      once(parts, request, reply, 200, async (trx) => {
        const { tenantId } = caller(request);
        const created_at = new Date(clock());
        await trx
          .insertInto("trading.subscriptions")
          .values(request.body.sources.map((source) => ({ tenant_id: tenantId, source, created_at })))
          .onConflict((on) => on.doNothing())
          .execute();
        const { count } = await trx
          .selectFrom("trading.subscriptions")
          .select((eb) => eb.fn.countAll<string>().as("count"))
          .where("tenant_id", "=", tenantId)
          .executeTakeFirstOrThrow();
        if (Number(count) > MOST_SOURCES)
          throw new Problem("PLAN_LIMIT", `${MOST_SOURCES} sources are the most.`, {
            extra: { limit: "signal_sources" },
          });
        return done("Signals of these sources are sent to your desktops from now on.");
      }),
  );

  app.delete(
    "/trades/signals/unsubscribe",
    { config: { access: WRITE }, schema: { tags, body: Subscribe, response: { 200: Done } } },
    (request, reply) =>
      once(parts, request, reply, 200, async (trx) => {
        await trx
          .deleteFrom("trading.subscriptions")
          .where("tenant_id", "=", caller(request).tenantId)
          .where("source", "in", request.body.sources)
          .execute();
        return done("Signals of these sources are sent no more.");
      }),
  );
}

interface Row {
  readonly signal_id: string;
  readonly source: string;
  readonly type: "buy" | "sell" | "info";
  readonly symbol: string;
  readonly mode: "paper" | "live";
  readonly payload: string;
  readonly emitted_at: Date;
  readonly valid_until: Date;
}

function show({
  signal_id,
  source,
  type,
  symbol,
  mode,
  payload,
  emitted_at,
  valid_until,
}: Row): Static<typeof SignalBody> {
  return { signal_id, source, type, symbol, mode, payload, emitted_at: iso(emitted_at), valid_until: iso(valid_until) };
}

function itemOf({
  signal_id,
  source,
  type,
  symbol,
  mode,
  payload,
  emitted_at,
  valid_until,
}: Row): Record<string, unknown> {
  const times = { emitted_ms: emitted_at.getTime(), valid_until_ms: valid_until.getTime() };
  return { signal_id, source, type, symbol, mode, payload, ...times };
}
