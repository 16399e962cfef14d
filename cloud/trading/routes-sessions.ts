import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import { type Static, Type } from "typebox";
import type { RemoteKind } from "#shared/sync/remote.ts";
import { accountOf } from "../accounts/routes-accounts.ts";
import type { Work } from "../database/database.ts";
import type { AccountRow } from "../database/tables.ts";
import { type Access, READ, TRADE } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { cursorId, Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Id, IdParams, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { requireFeature, requireRoom } from "../plans/entitlements.ts";
import { requireFreshFactor } from "../remote/fresh-factor.ts";
import { resultOf } from "../remote/remote-requests.ts";
import { SessionStatus, showSession } from "./session-body.ts";

/** A desktop that made a session tells of it within seconds; one that is cut off meanwhile, when it comes back. */
const ASKED_MS = 600_000;

const Money = Type.String({ pattern: "^\\d{1,12}(\\.\\d{1,8})?$" });
const Maybe = Type.Union([Money, Type.Null()]);
const FIELDS = {
  session_name: Words(80, 1),
  symbols: Type.Array(Words(64, 1), { minItems: 1, maxItems: 32 }),
  trade_amount: Type.Number({ exclusiveMinimum: 0, maximum: 1_000, description: "lots of a trade of step 0" }),
  gale_limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 20, description: "0 = off; 1 when left out" })),
  stop_profit: Type.Optional(Maybe),
  stop_loss: Money,
  stop_points: Type.Number({ exclusiveMinimum: 0 }),
  take_points: Type.Optional(Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()])),
  duration: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 2_592_000 }), Type.Null()])),
};
const NewSession = closed({ account_id: Id, ...FIELDS });
const Change = closed(FIELDS);

export const Commanded = Type.Object({
  command_id: Id,
  session_id: Type.Union([Id, Type.Null()]),
  result: Type.Record(Type.String(), Type.Unknown(), { description: "the desktop's own words" }),
});

/** Trading sessions: read as the desktops told them; what acts on one goes down to its desktop. */
export function registerSessions(app: App, parts: CloudParts): void {
  const { database, clock, remote } = parts;
  const tags = ["sessions"];
  const list = { tags, querystring: PageQuery, response: { 200: Page(SessionStatus) } };
  app.get("/sessions", { config: { access: READ }, schema: list }, (request) => {
    const { limit, cursor } = request.query;
    const before = cursorId(cursor, "any");
    return database.readOne(contextOf(request), async (trx) => {
      const rows = await trx
        .selectFrom("trading.sessions")
        .select(["session_id", "body", "updated_at"])
        .where("tenant_id", "=", caller(request).tenantId)
        .where("removed", "=", false)
        .$if(before !== undefined, (query) => query.where("session_id", "<", before ?? ""))
        .orderBy("session_id", "desc")
        .limit(limit + 1)
        .execute();
      return pageOf(
        rows,
        limit,
        ({ session_id }) => session_id,
        ({ body, updated_at }) => showSession(body, updated_at, clock()),
      );
    });
  });

  for (const url of ["/sessions/:id", "/sessions/:id/status"]) {
    app.get(
      url,
      { config: { access: READ }, schema: { tags, params: IdParams, response: { 200: SessionStatus } } },
      (request) =>
        database.readOne(contextOf(request), async (trx) => {
          const { body, updated_at } = await sessionOf(trx, caller(request).tenantId, request.params.id);
          return showSession(body, updated_at, clock());
        }),
    );
  }

  const send = async (
    request: FastifyRequest,
    kind: RemoteKind,
    account: (trx: Work) => Promise<AccountRow>,
    args: (trx: Work, account: AccountRow) => Promise<Record<string, unknown>>,
  ): Promise<Static<typeof Commanded>> => {
    const proof = requireFreshFactor(request, clock());
    const { row } = await remote.send(request, { kind, account, args, proof });
    const { session_id } = row.args as { session_id?: string };
    return { command_id: row.command_id, session_id: session_id ?? null, result: resultOf(row) };
  };
  const answers = { 200: Commanded };

  app.post(
    "/sessions",
    { config: { access: TRADE }, schema: { tags, body: NewSession, response: answers } },
    (request) => {
      const { account_id, ...wanted } = request.body;
      const { tenantId } = caller(request);
      return send(
        request,
        "session.create",
        (trx) => accountOf(trx, tenantId, account_id),
        async (trx, account) => {
          await requireRoom(trx, tenantId, "max_sessions", clock(), () => countSessions(trx, tenantId, clock()));
          if (account.account_type === "real") await requireFeature(trx, tenantId, "live_trading", clock());
          return argsOf(randomUUID(), wanted);
        },
      );
    },
  );

  app.put(
    "/sessions/:id",
    { config: { access: TRADE }, schema: { tags, params: IdParams, body: Change, response: answers } },
    (request) =>
      send(
        request,
        "session.edit",
        (trx) => accountOfSession(trx, caller(request).tenantId, request.params.id),
        async () => argsOf(request.params.id, request.body),
      ),
  );

  const one = (
    method: "POST" | "DELETE",
    path: string,
    kind: RemoteKind,
    access: Access,
    check?: (trx: Work, tenantId: string, account: AccountRow) => Promise<void>,
  ): void => {
    app.route({
      method,
      url: `/sessions/:id${path}`,
      config: { access },
      schema: { tags, params: IdParams, response: answers },
      handler: (request) => {
        const { tenantId } = caller(request);
        const { id } = request.params;
        return send(
          request,
          kind,
          (trx) => accountOfSession(trx, tenantId, id),
          async (trx, account) => {
            await check?.(trx, tenantId, account);
            return { session_id: id };
          },
        );
      },
    });
  };
  one("POST", "/start", "session.start", TRADE, async (trx, tenantId, { account_type }) => {
    // An expired plan opens nothing new; pausing, stopping and removing are always let through.
    if (account_type === "real") await requireFeature(trx, tenantId, "live_trading", clock());
  });
  one("POST", "/pause", "session.pause", TRADE);
  one("POST", "/stop", "session.stop", TRADE);
  one("DELETE", "", "session.remove", TRADE);
}

function argsOf(session_id: string, wanted: Static<typeof Change>): Record<string, unknown> {
  const { gale_limit = 1, stop_profit = null, take_points = null, duration = null, ...rest } = wanted;
  return { session_id, ...rest, gale_limit, stop_profit, take_points, duration_s: duration };
}

/** @throws Problem NOT_FOUND, also for another organisation's. */
async function sessionOf(trx: Work, tenantId: string, id: string) {
  const row = await trx
    .selectFrom("trading.sessions")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("session_id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new Problem("NOT_FOUND");
  return row;
}

async function accountOfSession(trx: Work, tenantId: string, id: string): Promise<AccountRow> {
  const { broker_server, login } = await sessionOf(trx, tenantId, id);
  const account = await trx
    .selectFrom("accounts.accounts")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("broker_server", "=", broker_server)
    .where("login", "=", login)
    .executeTakeFirst();
  if (account === undefined) throw new Problem("NOT_FOUND", "The session's account is not in the cloud.");
  return account;
}

/** Sessions that are open, and those a desktop was asked to make of which it has not told yet: a burst gains nothing. */
async function countSessions(trx: Work, tenantId: string, now: number): Promise<number> {
  const { count } = await trx
    .selectFrom("trading.sessions")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("tenant_id", "=", tenantId)
    .where("removed", "=", false)
    .where("state", "<>", "stopped")
    .executeTakeFirstOrThrow();
  const asked = await sql<{ count: string }>`
    select count(*) as count from remote.commands c
    where c.tenant_id = ${tenantId} and c.kind = 'session.create' and c.issued_at > ${new Date(now - ASKED_MS)}
      and (c.state in ('waiting', 'sent', 'unknown') or (c.state = 'done' and c.answer ->> 'ok' = 'true'))
      and not exists (select 1 from trading.sessions s
        where s.tenant_id = c.tenant_id and s.session_id = (c.args ->> 'session_id')::uuid)`.execute(trx);
  return Number(count) + Number(asked.rows[0]?.count ?? 0);
}
