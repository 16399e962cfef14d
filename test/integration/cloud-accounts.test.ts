import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";

const ACCOUNT = { broker_server: "Broker-Live 3", login: 5_012_345, account_name: "Main", account_type: "real" };

async function trader(): Promise<{ lab: CloudLab; person: TestPerson }> {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  return { lab, person };
}

async function verify(
  person: TestPerson,
  id: string,
  change: Record<string, unknown> = {},
  device: TestDevice = person.device,
) {
  const started = await person.post(`/accounts/${id}/verification`);
  const reading = {
    nonce: started.body["nonce"],
    broker_server: ACCOUNT.broker_server,
    login: ACCOUNT.login,
    account_type: "real",
    currency: "USD",
    currency_digits: 2,
    balance_minor: 10_123_456,
  };
  const proof = await device.sign("fairlead-account+jws", { ...reading, ...change });
  return person.post(`/accounts/${id}/verification/confirm`, {
    verification_id: started.body["verification_id"],
    proof,
  });
}

test("an account is added, listed, changed and removed; the first is primary and only one ever is", async () => {
  const { person } = await trader();
  const made = await person.post("/accounts", ACCOUNT);
  expect(made.body).toMatchObject({
    ...ACCOUNT,
    is_primary: true,
    balance: null,
    connection_status: "never_connected",
    verification_status: "pending",
    capital_level: null,
  });
  const second = await person.post("/accounts", {
    ...ACCOUNT,
    login: 2,
    is_primary: true,
    settings: { "risk.max_lots": 0.5 },
  });
  const list = (await person.get("/accounts?limit=1")).body as {
    items: Record<string, unknown>[];
    next_cursor: string;
  };
  expect(list.items.map(({ login, is_primary }) => [login, is_primary])).toEqual([[2, true]]);
  const next = (await person.get(`/accounts?limit=1&cursor=${list.next_cursor}`)).body as typeof list;
  expect([next.items.map(({ login, is_primary }) => [login, is_primary]), next.next_cursor]).toEqual([
    [[ACCOUNT.login, false]],
    null,
  ]);
  expect((await person.post("/accounts", ACCOUNT)).body["code"]).toBe("CONFLICT");
  const id = String(second.body["account_id"]);
  expect((await person.put(`/accounts/${id}`, { account_name: "Small", is_active: false })).body).toMatchObject({
    account_name: "Small",
    is_active: false,
    settings: { "risk.max_lots": 0.5 },
  });
  expect((await person.put(`/accounts/${id}`, { login: 9 })).status).toBe(400);
  expect((await person.delete(`/accounts/${id}`)).status).toBe(200);
  expect((await person.get(`/accounts/${id}`)).status).toBe(404);
});

test("a broker's password is refused by its own code wherever it hides, and is kept nowhere", async () => {
  const { lab, person } = await trader();
  const secret = "hunter2-broker-secret";
  const account = await person.post("/accounts", ACCOUNT);
  for (const extra of [{ password: secret }, { Investor_Password: secret }, { settings: { mt5_passwd: secret } }]) {
    expect((await person.post("/accounts", { ...ACCOUNT, login: 3, ...extra })).body["code"]).toBe(
      "PASSWORD_FIELD_REFUSED",
    );
  }
  const changed = await person.put(`/accounts/${String(account.body["account_id"])}`, { password: secret });
  expect(changed.status).toBe(422);
  expect(changed.text).not.toContain(secret);
  const tables = await lab.sql<{ name: string }>(
    "select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('accounts', 'audit', 'ops')",
  );
  for (const { name } of tables) {
    const [row] = await lab.sql<{ n: number }>(
      `select count(*)::int as n from ${name} t where t::text like '%hunter2%'`,
    );
    expect(row?.n).toBe(0);
  }
});

test("an account is verified by what the user's own desktop read from the real link and signed", async () => {
  const { lab, person } = await trader();
  const id = String((await person.post("/accounts", ACCOUNT)).body["account_id"]);
  const verified = await verify(person, id);
  expect(verified.body).toMatchObject({
    verification_status: "verified",
    verification_method: "desktop_link",
    balance: "101234.56",
    currency: "USD",
    capital_level: "100K",
    connection_status: "reported",
  });
  expect((await person.get(`/accounts/${id}/balance`)).body).toMatchObject({ balance: "101234.56", currency: "USD" });
  // A wrong answer afterwards does not take it away; ninety days do.
  expect((await verify(person, id, { login: 1 })).body["verification_status"]).toBe("verified");
  await lab.sql("update accounts.accounts set verification_expires_at = now() - interval '1 second'");
  expect((await person.get(`/accounts/${id}`)).body["verification_status"]).toBe("expired");
});

test("another account, another key, an old nonce or a nonce used twice verify nothing", async () => {
  const { lab, person } = await trader();
  const id = String((await person.post("/accounts", ACCOUNT)).body["account_id"]);
  for (const change of [
    { login: 1 },
    { broker_server: "Broker-Demo" },
    { account_type: "demo" },
    { nonce: "made-up" },
    { currency: "x" },
  ]) {
    expect((await verify(person, id, change)).body["verification_status"]).toBe("failed");
  }
  expect((await verify(person, id, {}, new TestDevice())).body["verification_status"]).toBe("failed");
  const started = await person.post(`/accounts/${id}/verification`);
  const reading = {
    nonce: started.body["nonce"],
    broker_server: ACCOUNT.broker_server,
    login: ACCOUNT.login,
    account_type: "real",
    currency: "USD",
    currency_digits: 2,
    balance_minor: 1,
  };
  const proof = await person.device.sign("fairlead-account+jws", reading);
  lab.pass(601_000);
  person.token = String((await person.refresh()).body["access_token"]);
  const confirm = () =>
    person.post(`/accounts/${id}/verification/confirm`, { verification_id: started.body["verification_id"], proof });
  expect((await confirm()).body["verification_status"]).toBe("failed");
  expect((await person.get(`/accounts/${id}/balance`)).body["balance"]).toBeNull();
});

test("a request with an Idempotency-Key is done once, also when it comes ten times at once", async () => {
  const { lab, person } = await trader();
  const key = { "idempotency-key": "order-0001" };
  const answers = await Promise.all(Array.from({ length: 10 }, () => person.post("/accounts", ACCOUNT, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers["idempotent-replayed"] === "true")).toHaveLength(9);
  const [row] = await lab.sql<{ n: number }>("select count(*)::int as n from accounts.accounts");
  expect(row?.n).toBe(1);
  expect((await person.post("/accounts", { ...ACCOUNT, login: 8 }, key)).body["code"]).toBe("IDEMPOTENCY_REUSED");
  expect((await person.post("/accounts", ACCOUNT, { "idempotency-key": "x" })).status).toBe(400);
  // A refused request leaves the key free for the corrected one.
  const other = { "idempotency-key": "order-0002" };
  expect((await person.post("/accounts", ACCOUNT, other)).status).toBe(409);
  expect((await person.post("/accounts", { ...ACCOUNT, login: 8 }, other)).status).toBe(201);
});

test("an API key works within its scopes and plan, is shown once, and ends when it is revoked", async () => {
  const { lab, person } = await trader();
  const made = await person.post(
    "/api-keys",
    { name: "reader", scopes: ["read"] },
    { "idempotency-key": "key-maker-1" },
  );
  const key = String(made.body["key"]);
  expect(key).toMatch(/^flk_/);
  const by = (method: "GET" | "POST", path: string, body?: unknown) => lab.call(method, path, { token: key, body });
  expect((await by("GET", "/accounts")).status).toBe(200);
  expect((await by("POST", "/accounts", ACCOUNT)).body).toMatchObject({ code: "SCOPE_MISSING", scope: "write" });
  expect((await by("GET", "/devices")).body["code"]).toBe("FORBIDDEN");
  expect((await by("POST", "/api-keys", { name: "more", scopes: ["write"] })).body["code"]).toBe("FORBIDDEN");
  expect((await person.get("/api-keys")).text).not.toContain(key);
  const stored = await lab.sql<{ all: string }>(
    "select string_agg(t::text, '') as all from (select r::text t from ops.replays r union all select k::text from identity.api_keys k) x",
  );
  expect(stored[0]?.all).not.toContain(key.slice(-43));
  lab.pass(15 * 86_400_000);
  expect((await by("GET", "/accounts")).body).toMatchObject({ code: "PLAN_FEATURE", feature: "api_access" });
  lab.pass(-15 * 86_400_000);
  expect((await person.delete(`/api-keys/${String(made.body["key_id"])}`)).status).toBe(200);
  expect((await by("GET", "/accounts")).status).toBe(401);
});
