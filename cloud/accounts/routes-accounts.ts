import { type Static, Type } from "typebox";
import { audit } from "../audit/audit.ts";
import type { Work } from "../database/database.ts";
import { newId } from "../database/ids.ts";
import type { AccountRow } from "../database/tables.ts";
import { tellFeed } from "../feed/feed.ts";
import { type Principal, READ, WRITE } from "../http/access.ts";
import type { App } from "../http/app.ts";
import { caller, contextOf } from "../http/caller.ts";
import { once } from "../http/once.ts";
import { cursorId, Page, PageQuery, pageOf } from "../http/pages.ts";
import { Problem } from "../http/problem.ts";
import { closed, Done, done, IdParams, MaybeTime, maybeIso, Words } from "../http/schemas.ts";
import type { CloudParts } from "../parts.ts";
import { requireRoom } from "../plans/entitlements.ts";
import { AccountBody, showAccount } from "./account-body.ts";
import { decimalOf } from "./capital-level.ts";
import { refusePasswords } from "./no-passwords.ts";

const Setting = Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean(), Type.Null()]);
const Settings = Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_.]{0,63}$" }), Setting, {
  maxProperties: 64,
  additionalProperties: false,
});
const NewAccount = closed({
  broker_server: Words(100, 1),
  login: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  account_name: Words(100, 1),
  account_type: Type.Union([Type.Literal("demo"), Type.Literal("real")]),
  is_primary: Type.Optional(Type.Boolean()),
  settings: Type.Optional(Settings),
});
const Change = closed({
  account_name: Type.Optional(Words(100, 1)),
  is_primary: Type.Optional(Type.Boolean()),
  is_active: Type.Optional(Type.Boolean()),
  settings: Type.Optional(Settings),
});

/** MT5 accounts of the organisation. */
export function registerAccounts(app: App, parts: CloudParts): void {
  const { database, clock } = parts;
  const tags = ["accounts"];
  const list = { tags, querystring: PageQuery, response: { 200: Page(AccountBody) } };
  app.get("/accounts", { config: { access: READ }, schema: list }, (request) => {
    const { limit, cursor } = request.query;
    const before = cursorId(cursor);
    return database.readOne(contextOf(request), async (trx) => {
      const rows = await trx
        .selectFrom("accounts.accounts")
        .selectAll()
        .where("tenant_id", "=", caller(request).tenantId)
        .$if(before !== undefined, (query) => query.where("account_id", "<", before ?? ""))
        .orderBy("account_id", "desc")
        .limit(limit + 1)
        .execute();
      return pageOf(
        rows,
        limit,
        ({ account_id }) => account_id,
        (row) => showAccount(row, clock()),
      );
    });
  });

  const add = { tags, body: NewAccount, response: { 201: AccountBody } };
  app.post("/accounts", { config: { access: WRITE }, schema: add, preValidation: refusePasswords }, (request, reply) =>
    once(parts, request, reply, 201, (trx) => addAccount(trx, caller(request), request.body, clock(), request.ip)),
  );

  app.get(
    "/accounts/:id",
    { config: { access: READ }, schema: { tags, params: IdParams, response: { 200: AccountBody } } },
    (request) =>
      database.readOne(contextOf(request), async (trx) =>
        showAccount(await accountOf(trx, caller(request).tenantId, request.params.id), clock()),
      ),
  );

  const put = { tags, params: IdParams, body: Change, response: { 200: AccountBody } };
  app.put(
    "/accounts/:id",
    { config: { access: WRITE }, schema: put, preValidation: refusePasswords },
    (request, reply) =>
      once(parts, request, reply, 200, async (trx) => {
        const principal = caller(request);
        const before = await accountOf(trx, principal.tenantId, request.params.id);
        const { is_primary, settings, ...fields } = request.body;
        const now = clock();
        if (is_primary === true) await clearPrimary(trx, principal.tenantId);
        await trx
          .updateTable("accounts.accounts")
          .set({
            ...fields,
            ...(is_primary === undefined ? {} : { is_primary }),
            ...(settings === undefined ? {} : { settings: JSON.stringify(settings) }),
            updated_at: new Date(now),
          })
          .where("tenant_id", "=", principal.tenantId)
          .where("account_id", "=", before.account_id)
          .execute();
        await tell(trx, principal, now, request.ip, "account.changed", before.account_id, { ...request.body });
        return showAccount(await accountOf(trx, principal.tenantId, before.account_id), now);
      }),
  );

  app.delete(
    "/accounts/:id",
    { config: { access: WRITE }, schema: { tags, params: IdParams, response: { 200: Done } } },
    (request, reply) =>
      once(parts, request, reply, 200, async (trx) => {
        const principal = caller(request);
        const before = await accountOf(trx, principal.tenantId, request.params.id);
        await trx
          .deleteFrom("accounts.accounts")
          .where("tenant_id", "=", principal.tenantId)
          .where("account_id", "=", before.account_id)
          .execute();
        await tell(trx, principal, clock(), request.ip, "account.removed", before.account_id, {
          broker_server: before.broker_server,
          login: before.login,
        });
        return done("The account is removed from the cloud. Nothing at the broker was touched.");
      }),
  );

  const Balance = Type.Object({
    balance: Type.Union([Type.String(), Type.Null()]),
    currency: Type.Union([Type.String(), Type.Null()]),
    last_sync: MaybeTime,
  });
  app.get(
    "/accounts/:id/balance",
    { config: { access: READ }, schema: { tags, params: IdParams, response: { 200: Balance } } },
    (request) =>
      database.readOne(contextOf(request), async (trx): Promise<Static<typeof Balance>> => {
        const row = await accountOf(trx, caller(request).tenantId, request.params.id);
        const balance =
          row.last_balance === null ? null : decimalOf(BigInt(row.last_balance), row.currency_digits ?? 2);
        return { balance, currency: row.currency, last_sync: maybeIso(row.last_sync) };
      }),
  );
}

async function addAccount(
  trx: Work,
  principal: Principal,
  wanted: Static<typeof NewAccount>,
  now: number,
  ip: string,
): Promise<Static<typeof AccountBody>> {
  const { tenantId, userId } = principal;
  let first = false;
  await requireRoom(trx, tenantId, "max_accounts", now, async () => {
    const { count } = await trx
      .selectFrom("accounts.accounts")
      .select((eb) => eb.fn.countAll<string>().as("count"))
      .where("tenant_id", "=", tenantId)
      .executeTakeFirstOrThrow();
    first = Number(count) === 0;
    return Number(count);
  });
  const { settings, is_primary, ...fields } = wanted;
  if (is_primary === true) await clearPrimary(trx, tenantId);
  const account_id = newId(now);
  const row = await trx
    .insertInto("accounts.accounts")
    .values({
      tenant_id: tenantId,
      account_id,
      created_by: userId,
      ...fields,
      currency: null,
      currency_digits: null,
      last_balance: null,
      last_sync: null,
      is_primary: is_primary ?? first,
      settings: JSON.stringify(settings ?? {}),
      verification_method: null,
      verified_at: null,
      verification_expires_at: null,
      created_at: new Date(now),
      updated_at: new Date(now),
    })
    .onConflict((on) => on.columns(["tenant_id", "broker_server", "login"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new Problem("CONFLICT", "This account of that server is here already.");
  await tell(trx, principal, now, ip, "account.added", account_id, {
    broker_server: wanted.broker_server,
    login: wanted.login,
    account_type: wanted.account_type,
  });
  return showAccount(row, now);
}

/** @throws Problem NOT_FOUND, also for another organisation's account. */
export async function accountOf(trx: Work, tenantId: string, accountId: string): Promise<AccountRow> {
  const row = await trx
    .selectFrom("accounts.accounts")
    .selectAll()
    .where("tenant_id", "=", tenantId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem("NOT_FOUND");
  return row;
}

async function clearPrimary(trx: Work, tenantId: string): Promise<void> {
  await trx
    .updateTable("accounts.accounts")
    .set({ is_primary: false })
    .where("tenant_id", "=", tenantId)
    .where("is_primary", "=", true)
    .execute();
}

async function tell(
  trx: Work,
  principal: Principal,
  at: number,
  ip: string,
  action: string,
  entityId: string,
  diff: Record<string, unknown>,
): Promise<void> {
  const { tenantId, userId, kind, deviceId } = principal;
  await tellFeed(trx, tenantId, "account", at, { account_id: entityId, action });
  await audit(trx, {
    tenantId,
    at,
    actorId: userId,
    actorKind: kind,
    action,
    entity: "account",
    entityId,
    ip,
    deviceId,
    diff,
  });
}
