import { sql } from "kysely";
import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { isolationLeaks, type Leak, OPEN_BY_DESIGN, twoTenants } from "#test/fixtures/cloud/isolation-probe.ts";
import { asSuperuser, testDatabase } from "#test/fixtures/cloud/test-database.ts";
import { PASSWORD, TestPerson } from "#test/fixtures/cloud/test-person.ts";

const SCHEMAS = [
  "identity",
  "tenancy",
  "plans",
  "accounts",
  "audit",
  "notify",
  "ops",
  "ingest",
  "trading",
  "feed",
  "remote",
  "webhooks",
];

test("every table has forced row-level security, and its owner is a role nobody can log in as", async () => {
  const url = await testDatabase();
  const tables = await asSuperuser(url, async (client) => {
    const { rows } = await client.query<{
      name: string;
      rls: boolean;
      forced: boolean;
      owner: string;
      login: boolean;
      policies: number;
    }>(
      `
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
        r.rolname as owner, r.rolcanlogin as login,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
      where c.relkind in ('r', 'p') and n.nspname = any ($1) order by 1`,
      [SCHEMAS],
    );
    return rows;
  });
  expect(tables.length).toBeGreaterThan(20);
  const guarded = tables.filter(({ name }) => !OPEN_BY_DESIGN.includes(name));
  expect(guarded.filter(({ rls, forced, policies }) => !rls || !forced || policies === 0)).toEqual([]);
  expect(tables.filter(({ owner, login }) => owner !== "fl_owner" || login)).toEqual([]);
});

test("tenant and user tables begin their key with whose they are, and point at nobody else's rows", async () => {
  const url = await testDatabase();
  await asSuperuser(url, async (client) => {
    const keys = await client.query<{ name: string; first: string }>(`
      select n.nspname || '.' || c.relname as name, a.attname as first
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indisprimary and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'own')`);
    expect(keys.rows.filter(({ first }) => first !== "tenant_id" && first !== "user_id")).toEqual([]);
    // A foreign key between two tables of tenants carries the tenant: a plain id would accept another tenant's row.
    const plain = await client.query<{ name: string }>(`
      select con.conname as name from pg_constraint con
      where con.contype = 'f'
        and exists (select 1 from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'tenant_id' and not a.attisdropped)
        and exists (select 1 from pg_attribute a where a.attrelid = con.confrelid and a.attname = 'tenant_id' and not a.attisdropped)
        and not exists (select 1 from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'tenant_id' and a.attnum = any (con.conkey))`);
    expect(plain.rows).toEqual([]);
  });
});

test("the application's logins are no superusers, bypass nothing, own nothing, and cannot become anybody else", async () => {
  const url = await testDatabase();
  await asSuperuser(url, async (client) => {
    const { rows } = await client.query(
      "select rolname from pg_roles where rolname in ('fl_app', 'fl_auth', 'fl_admin', 'fl_jobs') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)",
    );
    expect(rows).toEqual([]);
    const definers = await client.query(
      "select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname = any ($1)",
      [SCHEMAS],
    );
    expect(definers.rows).toEqual([]);
    const views = await client.query(
      "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and n.nspname = any ($1) and not coalesce(c.reloptions @> '{security_invoker=true}', false)",
      [SCHEMAS],
    );
    expect(views.rows).toEqual([]);
  });
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const context = { tenantId: await person.tenantId(), userId: person.userId };
  for (const become of ["fl_owner", "postgres", "fl_auth", "fl_admin"]) {
    await expect(
      lab.parts.database.withTenant(context, (trx) => sql.raw(`set role ${become}`).execute(trx)),
    ).rejects.toThrow(/permission denied/);
  }
});

test("without a tenant there is nothing to see, and nothing stays set for whoever gets the connection next", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const { database } = lab.parts;
  const context = { tenantId: await person.tenantId(), userId: person.userId };
  const count = (of: { tenantId: string; userId: string }) =>
    database.withTenant(of, async (trx) => (await trx.selectFrom("plans.subscriptions").selectAll().execute()).length);
  expect(await count(context)).toBe(1);
  expect(await count({ tenantId: "", userId: "" })).toBe(0);
  const settings = await Promise.all(
    Array.from({ length: 15 }, () =>
      database.withTenant(
        { tenantId: "", userId: "" },
        async (trx) => (await sql<{ t: string | null }>`select app.tenant() as t`.execute(trx)).rows[0]?.t,
      ),
    ),
  );
  expect(new Set(settings)).toEqual(new Set([null]));
});

test("as one tenant no row of another can be read, changed, removed or planted, in any table", async () => {
  const lab = await CloudLab.open();
  const pair = await twoTenants(lab);
  expect(await isolationLeaks(lab, pair)).toEqual([]);
});

test("that check sees every policy: with any one of them opened it finds a leak in just that table", async () => {
  const lab = await CloudLab.open();
  const pair = await twoTenants(lab);
  const policies = await lab.sql<{ relation: string; definition: string; check: string }>(`
    select polrelid::regclass::text as relation, pg_get_expr(polqual, polrelid) as definition, pg_get_expr(polwithcheck, polrelid) as check
    from pg_policy where polname = 'own'`);
  expect(policies.length).toBeGreaterThan(15);
  for (const { relation, definition, check } of policies) {
    await lab.sql(`alter policy own on ${relation} using (true) with check (true)`);
    const leaks = await isolationLeaks(lab, pair, relation);
    expect({ relation, found: leaks.some((leak: Leak) => leak.table === relation) }).toEqual({ relation, found: true });
    await lab.sql(`alter policy own on ${relation} using (${definition}) with check (${check})`);
  }
  expect(await isolationLeaks(lab, pair)).toEqual([]);
});

test("the audit log is a chain: a changed, removed or cut-off entry is found, and the application can do none of it", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await person.put("/users/profile", { first_name: "Ana" });
  await person.put("/users/profile", { first_name: "Ani" });
  const tenantId = await person.tenantId();
  const broken = () => lab.sql<{ tenant_id: string; seq: string }>("select * from audit.broken");
  expect(await broken()).toEqual([]);
  const context = { tenantId, userId: person.userId };
  for (const text of ["update audit.entries set action = 'x'", "delete from audit.entries"]) {
    await expect(lab.parts.database.withTenant(context, (trx) => sql.raw(text).execute(trx))).rejects.toThrow(
      /permission denied/,
    );
  }
  const undo = async (change: string, back: string, seq: string) => {
    await lab.sql(change);
    expect(await broken()).toEqual([{ tenant_id: tenantId, seq }]);
    await lab.sql(back);
    expect(await broken()).toEqual([]);
  };
  await undo(
    `update audit.entries set ip = '9.9.9.9' where tenant_id = '${tenantId}' and seq = 2`,
    `update audit.entries set ip = '203.0.113.7' where tenant_id = '${tenantId}' and seq = 2`,
    "2",
  );
  const [last] = await lab.sql<{ seq: string }>("select max(seq) as seq from audit.entries where tenant_id = $1", [
    tenantId,
  ]);
  await lab.sql("delete from audit.entries where tenant_id = $1 and seq = $2", [tenantId, last?.seq]);
  expect((await broken()).map(({ seq }) => seq)).toEqual([last?.seq]);
});

test("a user takes their data along, then leaves: nothing of theirs remains but the audit log", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab, "leaving@example.com");
  const tenantId = await person.tenantId();
  const stream = "01a1fd5a-0000-4000-8000-000000000001";
  const sender = { tenantId, userId: person.userId, deviceId: person.deviceId };
  await lab.ingest.hello(sender, { protocol: 1, streams: [{ stream, epoch: 1, first: 0, last: 0 }] });
  const events = [{ kind: "deal", at: 1, key: "d", body: {} }];
  expect(await lab.ingest.frame(sender, { stream, epoch: 1, from: 1, events })).toMatchObject({ ok: true, hwm: 1 });
  await person.post("/accounts", { broker_server: "Demo-1", login: 77, account_name: "Mine", account_type: "demo" });
  const data = await person.get("/users/export");
  expect(data.body).toMatchObject({
    profile: { email: "leaving@example.com" },
    accounts: [{ login: "77" }],
    consents: [{}, {}],
  });
  expect(data.text).not.toMatch(/\$argon2|sealed_secret|nonce|secret_sha256/);
  expect((await person.delete("/users/account", { password: "wrong" })).status).toBe(401);
  expect((await person.delete("/users/account", { password: PASSWORD })).status).toBe(200);
  expect((await person.get("/users/me")).status).toBe(401);
  const tables = await lab.sql<{ name: string }>(
    "select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = any ($1)",
    [["identity", "tenancy", "plans", "accounts", "ingest", "trading", "feed", "remote", "webhooks"]],
  );
  for (const { name } of tables) {
    const [row] = await lab.sql<{ n: number }>(
      `select count(*)::int as n from ${name} t where t::text like $1 or t::text like $2`,
      [`%${person.userId}%`, `%${tenantId}%`],
    );
    expect({ name, rows: row?.n }).toEqual({ name, rows: 0 });
  }
});
