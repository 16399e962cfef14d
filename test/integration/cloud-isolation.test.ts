import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { bodyFor, type Route, routesOf } from "#test/fixtures/cloud/route-table.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

/** A tenant, what belongs to it, and what the model says its accounts are. */
interface Tenant {
  readonly person: TestPerson;
  readonly marker: string;
  readonly ids: readonly string[];
  readonly accounts: Map<string, string>;
}

async function tenant(lab: CloudLab, index: number): Promise<Tenant> {
  const marker = `marker-${index}-of-a-tenant`;
  const person = await TestPerson.join(lab, `${marker}@example.com`);
  const tenantId = await person.tenantId();
  for (const [name, value] of [
    ["requests_per_minute", 1_000_000],
    ["max_accounts", 10_000],
    ["api_access", true],
  ]) {
    await lab.sql("insert into plans.overrides values ($1, $2, $3, 'test', $4, now(), null)", [
      tenantId,
      name,
      JSON.stringify(value),
      person.userId,
    ]);
  }
  const add = await person.post("/accounts", {
    broker_server: marker,
    login: 1,
    account_name: marker,
    account_type: "demo",
  });
  const accountId = String(add.body["account_id"]);
  const key = await person.post("/api-keys", { name: marker, scopes: ["read"] });
  const started = await person.post(`/accounts/${accountId}/verification`);
  const session = `01a1fd5a-0000-4000-8000-${`${index}`.padStart(12, "0")}`;
  await lab.sql("insert into trading.sessions values ($1, $2, 1, $3, 1, 'running', false, '{}', now())", [
    tenantId,
    session,
    marker,
  ]);
  await person.addSecondFactor();
  const { items } = (await person.get("/subscriptions")).body as { items: { subscription_id: string }[] };
  const ids = [
    accountId,
    String(key.body["key_id"]),
    String(started.body["verification_id"]),
    items[0]?.subscription_id ?? "",
    person.sessionId,
    person.deviceId,
    person.userId,
    tenantId,
    session,
  ];
  return { person, marker, ids, accounts: new Map([[accountId, marker]]) };
}

/** Everything of a tenant that the database holds, but what time alone changes. */
async function stateOf(lab: CloudLab, { person }: Tenant): Promise<string> {
  const tenantId = await person.tenantId();
  const tables = await lab.sql<{ name: string; owner: string }>(
    "select polrelid::regclass::text as name, substring(obj_description(oid, 'pg_policy') from 'owner (\\w+)') as owner from pg_policy where polname = 'own' order by 1",
  );
  const parts = [];
  for (const { name, owner } of tables) {
    const [row] = await lab.sql<{ all: string }>(
      `select coalesce(string_agg(t::text, '|' order by t::text), '') as all from ${name} t where ${owner} = $1`,
      [owner === "tenant_id" ? tenantId : person.userId],
    );
    parts.push(`${name}: ${row?.all}`);
  }
  return parts.join("\n");
}

const call = (lab: CloudLab, route: Route, token: string | undefined, id: string): Promise<Answer> =>
  lab.call(route.method, route.path.replace("{id}", id), {
    token,
    body: route.method === "GET" ? undefined : (bodyFor(route) ?? (route.method === "DELETE" ? undefined : {})),
  });

test("every route, called with another tenant's ids, answers as if there were nothing, and changes nothing of theirs", async () => {
  const lab = await CloudLab.open(1_000_000);
  const tenants = [await tenant(lab, 0), await tenant(lab, 1), await tenant(lab, 2)];
  const routes = await routesOf(lab);
  const named = routes.filter(({ path }) => path.includes("{id}"));
  expect(named.length).toBeGreaterThan(12);
  const before = [];
  for (const one of tenants) before.push(await stateOf(lab, one));
  const pick = fc.record({
    route: fc.constantFrom(
      ...routes.filter(
        ({ path }) => !/login|register|reset|logout|mfa|users\/password|users\/account|manual/.test(path),
      ),
    ),
    attacker: fc.nat(2),
    victim: fc.nat(2),
    id: fc.nat(8),
  });
  const attempt = async (route: Route, attacker: Tenant, victim: Tenant, id: string): Promise<void> => {
    if (attacker === victim) return;
    const answer = await call(lab, route, attacker.person.token, id);
    const told = `${answer.text}${JSON.stringify(answer.headers)}`;
    expect({
      route,
      leaks: told.includes(victim.marker) || (answer.status < 400 && victim.ids.some((one) => told.includes(one))),
    }).toEqual({ route, leaks: false });
    if (route.path.includes("{id}"))
      expect({ route, status: answer.status }).toEqual({
        route,
        status: expect.toSatisfy((status: number) => [400, 401, 403, 404].includes(status)),
      });
  };
  const [attacker, victim] = tenants;
  if (attacker === undefined || victim === undefined) throw new Error("Two tenants were to be made.");
  for (const route of named) for (const id of victim.ids) await attempt(route, attacker, victim, id);
  const after = await stateOf(lab, victim);
  expect(after).toBe(before[1]);
  await fc.assert(
    fc.asyncProperty(pick, async ({ route, attacker: a, victim: v, id }) => {
      const [from, to] = [tenants[a], tenants[v]];
      if (from !== undefined && to !== undefined) await attempt(route, from, to, to.ids[id] ?? "");
    }),
    { numRuns: 120 },
  );
});

test("without a sign-in every route that is not public says so, and says nothing else", async () => {
  const lab = await CloudLab.open(1_000_000);
  const routes = await routesOf(lab);
  const open = [];
  for (const route of routes) {
    const answer = await call(lab, route, undefined, "01a1fd5a-0000-7000-8000-000000000000");
    if (answer.body["code"] !== "UNAUTHENTICATED") open.push(`${route.method} ${route.path.replace("/api/v1", "")}`);
  }
  expect(open.toSorted()).toEqual([
    "GET /plans",
    "POST /auth/login",
    "POST /auth/mfa/verify",
    "POST /auth/password/reset",
    "POST /auth/password/reset/confirm",
    "POST /auth/refresh",
    "POST /auth/register",
    "POST /users/login",
    "POST /users/register",
  ]);
});

test("whatever tenants do in whatever order, each sees exactly its own accounts", async () => {
  const lab = await CloudLab.open(1_000_000);
  const tenants = [await tenant(lab, 0), await tenant(lab, 1), await tenant(lab, 2)];
  let login = 100;
  const step = fc.record({
    who: fc.nat(2),
    target: fc.nat(2),
    verb: fc.constantFrom("add", "rename", "remove", "list"),
    nth: fc.nat(20),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      for (const { who, target, verb, nth } of steps) {
        const [me, owner] = [tenants[who], tenants[target]];
        if (me === undefined || owner === undefined) continue;
        const ids = [...owner.accounts.keys()];
        const id = ids[nth % Math.max(1, ids.length)] ?? "01a1fd5a-0000-7000-8000-000000000000";
        const mine = me.accounts.has(id);
        if (verb === "add") {
          login += 1;
          const { body } = await me.person.post("/accounts", {
            broker_server: "S",
            login,
            account_name: me.marker,
            account_type: "demo",
          });
          me.accounts.set(String(body["account_id"]), me.marker);
        } else if (verb === "rename") {
          const { status } = await me.person.put(`/accounts/${id}`, { account_name: `${me.marker} ${nth}` });
          expect(status).toBe(mine ? 200 : 404);
          if (mine) me.accounts.set(id, `${me.marker} ${nth}`);
        } else if (verb === "remove") {
          expect((await me.person.delete(`/accounts/${id}`)).status).toBe(mine ? 200 : 404);
          if (mine) me.accounts.delete(id);
        } else {
          const { items } = (await me.person.get("/accounts?limit=100")).body as {
            items: { account_id: string; account_name: string }[];
          };
          expect(new Map(items.map(({ account_id, account_name }) => [account_id, account_name]))).toEqual(me.accounts);
        }
      }
    }),
    { numRuns: 12 },
  );
});
