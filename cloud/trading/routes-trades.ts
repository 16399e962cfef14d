import { type Static, Type } from "typebox";
import { accountOf } from "../accounts/routes-accounts.ts";
import { READ, TRADE } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { Page, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Id, IdParams, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { requireFeature } from "../plans/entitlements.ts";
import { requireFreshFactor } from "../remote/fresh-factor.ts";
import { resultOf } from "../remote/remote-requests.ts";
import { Commanded } from "./routes-sessions.ts";
import { showTrade, TradeView } from "./trade-body.ts";
import { TradeStatistics, tradeStatistics } from "./trade-statistics.ts";

const DAY_MS = 86_400_000;
const Instant = Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?Z)?$" });
const Query = closed({
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  session_id: Type.Optional(Id),
  asset: Type.Optional(Words(64, 1)),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
});
const StatisticsQuery = closed({
  session_id: Type.Optional(Id),
  period: Type.Enum(["today", "last_7_days", "last_30_days", "custom"], { default: "last_30_days" }),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
});
const Manual = closed({
  account_id: Id,
  asset: Words(64, 1),
  direction: Type.Enum(["call", "put", "buy", "sell"]),
  amount: Type.Number({ exclusiveMinimum: 0, maximum: 1_000, description: "lots" }),
  stop_loss: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  take_profit: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  duration: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_592_000, description: "seconds to a timed close" })),
});

/** Closed trades as the desktops told them, their figures, and a trade by hand through the desktop. */
export function registerTrades(app: App, { database, clock, remote }: CloudParts): void {
  const tags = ["trades"];
  app.get(
    "/trades",
    { config: { access: READ }, schema: { tags, querystring: Query, response: { 200: Page(TradeView) } } },
    (request) => {
      const { limit, cursor, session_id, asset, from, to } = request.query;
      const after = cursor === undefined ? undefined : place(cursor);
      return database.readOne(contextOf(request), async (trx) => {
        const rows = await trx
          .selectFrom("trading.trades")
          .selectAll()
          .where("tenant_id", "=", caller(request).tenantId)
          .$if(session_id !== undefined, (query) => query.where("session_id", "=", session_id ?? ""))
          .$if(asset !== undefined, (query) => query.where("asset", "=", asset ?? ""))
          .$if(from !== undefined, (query) => query.where("close_time", ">=", new Date(from ?? 0)))
          .$if(to !== undefined, (query) => query.where("close_time", "<", new Date(to ?? 0)))
          .$if(after !== undefined, (query) =>
            query.where((eb) =>
              eb(eb.refTuple("close_time", "trade_id"), "<", eb.tuple(after?.at ?? new Date(0), after?.id ?? "")),
            ),
          )
          .orderBy("close_time", "desc")
          .orderBy("trade_id", "desc")
          .limit(limit + 1)
          .execute();
        return pageOf(rows, limit, ({ close_time, trade_id }) => `${close_time.getTime()}/${trade_id}`, showTrade);
      });
    },
  );

  app.get(
    "/trades/statistics",
    { config: { access: READ }, schema: { tags, querystring: StatisticsQuery, response: { 200: TradeStatistics } } },
    (request) =>
      database.readTenant(contextOf(request), async (trx): Promise<Static<typeof TradeStatistics>> => {
        const { tenantId, userId } = caller(request);
        const { session_id = null, period, from, to } = request.query;
        const { timezone: zone } = (await trx
          .selectFrom("identity.preferences")
          .select("timezone")
          .where("user_id", "=", userId)
          .executeTakeFirst()) ?? { timezone: "UTC" };
        const now = clock();
        const given = period === "custom";
        if (given && from === undefined && to === undefined)
          throw new Problem("BAD_REQUEST", "A custom period has from, to, or both.");
        const span = given
          ? { from: from === undefined ? null : new Date(from), to: to === undefined ? null : new Date(to) }
          : { from: new Date(startOf(period, now, zone)), to: null };
        const by_currency = await tradeStatistics(trx, tenantId, { sessionId: session_id, zone, ...span });
        const text = (at: Date | null): string | null => at?.toISOString() ?? null;
        return { session_id, period, from: text(span.from), to: text(span.to), by_currency };
      }),
  );

  app.get(
    "/trades/:id",
    { config: { access: READ }, schema: { tags, params: IdParams, response: { 200: TradeView } } },
    (request) =>
      database.readOne(contextOf(request), async (trx) => {
        const row = await trx
          .selectFrom("trading.trades")
          .selectAll()
          .where("tenant_id", "=", caller(request).tenantId)
          .where("trade_id", "=", request.params.id)
          .executeTakeFirst();
        if (row === undefined) throw new Problem("NOT_FOUND");
        return showTrade(row);
      }),
  );

  app.post(
    "/trades/manual",
    { config: { access: TRADE }, schema: { tags, body: Manual, response: { 200: Commanded } } },
    async (request): Promise<Static<typeof Commanded>> => {
      const { tenantId } = caller(request);
      const { account_id, asset, direction, amount, stop_loss, take_profit, duration } = request.body;
      const { row } = await remote.send(request, {
        kind: "trade.manual",
        proof: requireFreshFactor(request, clock()),
        account: (trx) => accountOf(trx, tenantId, account_id),
        args: async (trx, account) => {
          if (account.account_type === "real") await requireFeature(trx, tenantId, "live_trading", clock());
          const side = direction === "call" ? "buy" : direction === "put" ? "sell" : direction;
          return {
            asset,
            direction: side,
            amount,
            stop_loss: stop_loss ?? null,
            take_profit: take_profit ?? null,
            duration_s: duration ?? null,
          };
        },
      });
      return { command_id: row.command_id, session_id: null, result: resultOf(row) };
    },
  );
}

/** Where a page of trades begins. @throws Problem BAD_REQUEST. */
function place(cursor: string): { at: Date; id: string } {
  const [, ms, id] = /^(\d{1,15})\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (ms === undefined || id === undefined)
    throw new Problem("BAD_REQUEST", "This cursor is none of ours: begin with the first page.");
  return { at: new Date(Number(ms)), id };
}

/** Midnight in the user's own time zone, of today or so many days before. */
function startOf(period: "today" | "last_7_days" | "last_30_days" | "custom", now: number, zone: string): number {
  const days = period === "today" ? 0 : period === "last_7_days" ? 6 : 29;
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const midnight = Date.parse(`${parts.format(new Date(now - days * DAY_MS))}T00:00:00Z`);
  return midnight - offsetAt(midnight, zone);
}

function offsetAt(ms: number, zone: string): number {
  const text = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).format(new Date(ms));
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
