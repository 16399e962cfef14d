import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { expireSubscriptions } from "#cloud/plans/expire.ts";
import { noPayments, type Payments } from "#cloud/plans/payment.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";

const DAY_MS = 86_400_000;

async function subscription(person: TestPerson): Promise<Record<string, unknown>> {
  const { items } = (await person.get("/subscriptions")).body as { items: Record<string, unknown>[] };
  return items[0] ?? {};
}

test("the catalogue tells prices and limits of four plans to anybody", async () => {
  const lab = await CloudLab.open();
  const { items } = (await lab.call("GET", "/plans")).body as { items: Record<string, unknown>[] };
  expect(items.map(({ plan_type, monthly_price }) => [plan_type, (monthly_price as { USD: string }).USD])).toEqual([
    ["free", "0.00"],
    ["basic", "49.00"],
    ["pro", "149.00"],
    ["enterprise", "2999.00"],
  ]);
  expect(items[2]).toMatchObject({
    limits: { max_accounts: 10, max_sessions: 20 },
    features: { live_trading: true, requires_two_factor: true },
  });
});

test("of twenty requests at once for the last place of a plan one gets it", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, login) =>
      person.post("/accounts", { broker_server: "S", login: login + 1, account_name: "A", account_type: "demo" }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = answers.find(({ status }) => status !== 201);
  expect(refused?.body).toMatchObject({ code: "PLAN_LIMIT", limit: "max_accounts", allowed: 1, used: 1, plan: "free" });
});

test("a trial opens the plan once, ends by the clock and not by a job, and the job then writes it down", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  expect((await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly" })).body["code"]).toBe(
    "PAYMENT_REQUIRED",
  );
  const trial = await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  expect(trial.body).toMatchObject({ plan_type: "basic", status: "trialing" });
  const version = Number((await person.get("/entitlements")).body["version"]);
  expect((await person.get("/entitlements")).body).toMatchObject({
    plan_type: "basic",
    limits: { max_accounts: 3 },
    features: { live_trading: true },
  });
  lab.pass(15 * DAY_MS);
  const refreshed = await person.refresh();
  person.token = String(refreshed.body["access_token"]);
  expect((await person.get("/entitlements")).body).toMatchObject({
    plan_type: "free",
    features: { live_trading: false },
  });
  expect(await expireSubscriptions(lab.parts.database, noPayments, lab.parts.clock())).toBe(1);
  expect(await expireSubscriptions(lab.parts.database, noPayments, lab.parts.clock())).toBe(0);
  expect(await subscription(person)).toMatchObject({ plan_type: "free", status: "active" });
  expect(Number((await person.get("/entitlements")).body["version"])).toBeGreaterThan(version);
  const again = await person.post("/subscriptions", { plan_type: "pro", billing_cycle: "monthly", trial: true });
  expect(again.body["code"]).toBe("PAYMENT_REQUIRED");
});

test("staff grant a plan; a smaller one is taken up at the period's end, and a cancelled one runs until then", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const staff = await TestPerson.join(lab);
  await staff.addSecondFactor();
  const grant = { plan_type: "pro", billing_cycle: "monthly", reason: "paid by transfer" };
  expect((await staff.put(`/admin/users/${person.userId}/subscription`, grant)).status).toBe(403);
  await lab.sql("update identity.users set platform_role = 'admin' where user_id = $1", [staff.userId]);
  expect((await staff.put(`/admin/users/${person.userId}/subscription`, grant)).status).toBe(200);
  expect((await person.get("/entitlements")).body["plan_type"]).toBe("pro");
  // Pro asks for a second factor: reading goes, changing does not, until there is one.
  const id = String((await subscription(person))["subscription_id"]);
  expect((await person.put(`/subscriptions/${id}`, { plan_type: "basic" })).body["code"]).toBe("TWO_FACTOR_REQUIRED");
  await person.addSecondFactor();
  expect((await person.put(`/subscriptions/${id}`, { plan_type: "basic" })).body).toMatchObject({
    plan_type: "pro",
    next_plan_type: "basic",
  });
  await person.live(32);
  const settled: unknown[] = [];
  const paid: Payments = { settle: async ({ planType }) => void settled.push(planType) };
  await expireSubscriptions(lab.parts.database, paid, lab.parts.clock());
  expect(settled).toEqual(["basic"]);
  const basic = await subscription(person);
  expect(basic).toMatchObject({ plan_type: "basic", status: "active" });
  const cancelled = await person.delete(`/subscriptions/${String(basic["subscription_id"])}`);
  expect(cancelled.body).toMatchObject({ plan_type: "basic", status: "active", cancel_at_period_end: true });
  expect((await person.get("/entitlements")).body["plan_type"]).toBe("basic");
  lab.pass(32 * DAY_MS);
  await expireSubscriptions(lab.parts.database, noPayments, lab.parts.clock());
  const [row] = await lab.sql<{ status: string }>("select status from plans.subscriptions where subscription_id = $1", [
    basic["subscription_id"],
  ]);
  expect(row?.status).toBe("cancelled");
});

test("an override is laid over the plan until it ends, and a custom limit without one is the next smaller plan's", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const staff = await TestPerson.join(lab);
  await staff.addSecondFactor();
  await lab.sql("update identity.users set platform_role = 'admin' where user_id = $1", [staff.userId]);
  const override = (body: unknown) => staff.put(`/admin/users/${person.userId}/override`, body);
  const expires_at = new Date(lab.parts.clock() + 5 * 60_000).toISOString();
  expect((await override({ name: "max_accounts", value: true, reason: "wrong kind" })).status).toBe(400);
  expect((await override({ name: "max_accounts", value: 42, reason: "pilot", expires_at })).status).toBe(200);
  expect((await person.get("/entitlements")).body).toMatchObject({
    plan_type: "free",
    limits: { max_accounts: 42, max_sessions: 1 },
  });
  lab.pass(6 * 60_000);
  expect((await person.get("/entitlements")).body).toMatchObject({ limits: { max_accounts: 1 } });
  await staff.put(`/admin/users/${person.userId}/subscription`, {
    plan_type: "enterprise",
    billing_cycle: "annual",
    reason: "contract",
  });
  expect((await person.get("/entitlements")).body).toMatchObject({
    plan_type: "enterprise",
    limits: { max_accounts: 10, requests_per_minute: 6000 },
  });
});

test("the grace token is signed by a published key, bound to tenant and device, and never outlives the period", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const keys = createLocalJWKSet((await lab.call("GET", ".well-known/jwks.json")).body as unknown as JSONWebKeySet);
  const read = async () => {
    const grace = await person.post("/entitlements/grace");
    const { payload } = await jwtVerify(String(grace.body["token"]), keys, {
      audience: "fairlead-desktop/grace",
      typ: "grace+jwt",
      currentDate: new Date(lab.parts.clock()),
    });
    return payload;
  };
  const first = await read();
  expect(first).toMatchObject({
    tid: await person.tenantId(),
    device: person.deviceId,
    plan: "basic",
    features: { live_trading: true },
  });
  expect((first.exp ?? 0) - (first.iat ?? 0)).toBe(72 * 3_600);
  await person.live(13);
  const last = await read();
  expect((last.exp ?? 0) - (last.iat ?? 0)).toBeLessThanOrEqual(86_400);
});

test("each plan's requests are limited a minute, the answers count down, and another organisation is not affected", async () => {
  const lab = await CloudLab.open();
  const [busy, calm] = [await TestPerson.join(lab), await TestPerson.join(lab)];
  const first = await busy.get("/plans");
  expect(first.status).toBe(200);
  let answer = await busy.get("/entitlements");
  expect(answer.headers["x-ratelimit-limit"]).toBe("60");
  for (let i = 0; i < 60; i += 1) answer = await busy.get("/entitlements");
  expect(answer.body["code"]).toBe("RATE_LIMITED");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect((await calm.get("/entitlements")).status).toBe(200);
});

test("a plan that staff vouched for once is no ticket to others: a larger one does not wait for its end, a smaller one is paid anew", async () => {
  const lab = await CloudLab.open();
  const [person, staff] = [await TestPerson.join(lab), await TestPerson.join(lab)];
  await staff.addSecondFactor();
  await lab.sql("update identity.users set platform_role = 'admin' where user_id = $1", [staff.userId]);
  const grant = { plan_type: "basic", billing_cycle: "monthly", reason: "paid by transfer" };
  await staff.put(`/admin/users/${person.userId}/subscription`, grant);
  const id = String((await subscription(person))["subscription_id"]);
  const later = (plan: Record<string, unknown>) => person.put(`/subscriptions/${id}`, { ...plan, when: "period_end" });
  expect((await later({ plan_type: "enterprise" })).body["code"]).toBe("CONFLICT");
  expect((await later({ plan_type: "pro" })).body["code"]).toBe("CONFLICT");
  expect((await later({ billing_cycle: "annual" })).status).toBe(200);
  await person.live(32);
  await expireSubscriptions(lab.parts.database, noPayments, lab.parts.clock());
  expect(await subscription(person)).toMatchObject({ plan_type: "free" });
});
