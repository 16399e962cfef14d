import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signedHeaders } from "#cloud/webhooks/signature.ts";
import { WebhookSender } from "#cloud/webhooks/webhook-sender.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { toldTrade } from "#test/fixtures/cloud/told-facts.ts";
import { WebhookReceiver } from "#test/fixtures/cloud/webhook-receiver.ts";

const EVERYTHING = [
  "account.added",
  "account.changed",
  "plan.changed",
  "session.changed",
  "signal.received",
  "trade.closed",
];

interface Room {
  readonly lab: CloudLab;
  readonly person: TestPerson;
  readonly receiver: WebhookReceiver;
  readonly sender: WebhookSender;
  readonly add: (path?: string, events?: readonly string[]) => Promise<{ id: string; secret: string }>;
  /** Tells what is due. */
  readonly send: () => Promise<void>;
}

/** A user of a paid plan, whose receiver is in a network that the operator lets webhooks reach. */
async function room(env: Record<string, string> = { WEBHOOK_NETWORKS: "127.0.0.1/32" }): Promise<Room> {
  const lab = await CloudLab.open(1_000_000, env);
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const receiver = await WebhookReceiver.open();
  const sender = new WebhookSender(lab.parts);
  const add = async (path = "/hook", events: readonly string[] = EVERYTHING) => {
    const { status, body, text } = await person.post("/webhooks", { url: `${receiver.url}${path}`, events });
    if (status !== 201) throw new Error(text);
    return { id: String(body["webhook_id"]), secret: String(body["secret"]) };
  };
  const send = async (): Promise<void> => {
    await sender.round();
    await sender.idle();
  };
  return { lab, person, receiver, sender, add, send };
}

const account = (login: number) => ({ broker_server: "Demo", login, account_name: "A", account_type: "demo" });

test("what happens is told once, in order, signed by a secret that was shown once", async () => {
  const { lab, person, receiver, add, send } = await room();
  const { id, secret } = await add();
  const made = await person.post("/accounts", account(1));
  await person.put(`/accounts/${String(made.body["account_id"])}`, { account_name: "B" });
  await send();
  await send();
  expect(receiver.got.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    "account.added",
    "account.changed",
  ]);
  for (const { headers, body } of receiver.got) {
    const sent = JSON.parse(body) as { id: string };
    const at = Number(headers["webhook-timestamp"]) * 1_000;
    expect(headers["webhook-id"]).toBe(sent.id);
    expect(headers["webhook-signature"]).toBe(signedHeaders(secret, sent.id, body, at)["webhook-signature"]);
  }
  expect((await person.get("/webhooks")).text).not.toContain(secret);
  const [row] = await lab.sql<{ sealed_secret: string }>("select sealed_secret from webhooks.endpoints");
  expect(row?.sealed_secret).not.toContain(secret.slice(6));
  const { items } = (await person.get(`/webhooks/${id}/deliveries?limit=1`)).body as {
    items: Record<string, unknown>[];
  };
  expect(items).toEqual([
    expect.objectContaining({ event: "account.changed", state: "done", attempts: 1, last_status: 204 }),
  ]);
});

test("trades, sessions and signals are told in the words of the API", async () => {
  const { lab, person, receiver, add, send } = await room();
  await add();
  const stream = randomUUID();
  const from = { tenantId: await person.tenantId(), userId: person.userId, deviceId: person.deviceId };
  await lab.ingest.hello(from, { protocol: 1, streams: [{ stream, epoch: 1, first: 0, last: 0 }] });
  const place = { server: "Demo", login: 7, ticket: "9", position: "5", session_id: null };
  const what = {
    asset: "EURUSD",
    direction: "buy",
    amount: 0.1,
    duration_s: null,
    gale_sequence: 1,
    signal_source: null,
  };
  const worth = { profit_loss_minor: -250, currency: "USD", digits: 2, result: "loss" };
  const trade = { ...place, ...what, ...worth, open_ms: null, close_ms: 1_700_000_000_000 };
  const events = [{ kind: "trade", at: 1, key: "Demo/7/9", body: trade }];
  await lab.ingest.frame(from, { stream, epoch: 1, from: 1, events });
  // The same fact again, as a second desktop tells it.
  await lab.ingest.frame(from, { stream, epoch: 1, from: 2, events });
  await person.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  const advice = { source: "bot:one", type: "buy", symbol: "EURUSD", mode: "paper", valid_for_s: 60 };
  await person.post("/signals", advice);
  await send();
  const told = receiver.got.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
  expect(told.map(({ type }) => type)).toEqual(["trade.closed", "signal.received"]);
  const { items } = (await person.get("/trades")).body as { items: unknown[] };
  expect(told[0]?.data).toEqual(items[0]);
  expect(told[1]?.data).toMatchObject({ source: "bot:one", symbol: "EURUSD" });
});

test("what failed is tried again under the same id, later and later, and given up at last; a receiver that is gone is told no more", async () => {
  const { lab, person, receiver, add, send } = await room();
  const { id } = await add();
  receiver.answer = (reply) => reply.writeHead(500).end();
  await person.post("/accounts", account(1));
  for (const waitS of [0, 5, 15, 30, 50, 300, 1_800, 7_200, 21_600, 86_400, 86_400]) {
    lab.pass(waitS * 1_000);
    await send();
  }
  expect(receiver.got).toHaveLength(10);
  expect(new Set(receiver.got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const rows = await lab.sql<{ state: string; attempts: number }>("select state, attempts from webhooks.deliveries");
  expect(rows).toEqual([{ state: "failed", attempts: 10 }]);
  await person.live(5);
  await person.post("/accounts", account(2));
  await send();
  expect((await person.get(`/webhooks/${id}`)).body).toMatchObject({ is_active: false, stopped_why: "failing" });
  // Switched on again it begins anew.
  const on = await person.put(`/webhooks/${id}`, { is_active: true });
  expect(on.body).toMatchObject({ is_active: true, stopped_why: null, failing_since: null });
  receiver.answer = (reply) => reply.writeHead(410).end();
  await person.post("/accounts", account(3));
  await send();
  expect((await person.get(`/webhooks/${id}`)).body).toMatchObject({ is_active: false, stopped_why: "gone" });
});

test("no redirect is followed, nothing of an answer is read, and one that never comes is not waited for", async () => {
  const { person, receiver, add, send } = await room();
  await add("/first");
  const other = await WebhookReceiver.open();
  receiver.answer = (reply) => reply.writeHead(302, { location: `${other.url}/stolen` }).end();
  await person.post("/accounts", account(1));
  await send();
  expect(other.got).toEqual([]);
  let ended: (() => void) | undefined;
  const cut = new Promise<void>((resolve) => (ended = resolve));
  receiver.answer = (reply) => {
    reply.once("close", () => ended?.());
    reply.writeHead(200, { "content-type": "text/plain" });
    // Bytes without an end: whoever reads them is lost.
    const pour = (): void => {
      while (!reply.destroyed && reply.write("x".repeat(65_536)));
      if (!reply.destroyed) reply.once("drain", pour);
    };
    pour();
  };
  await person.post("/accounts", account(2));
  await person.put(
    `/accounts/${String(((await person.get("/accounts")).body["items"] as { account_id: string }[])[0]?.account_id)}`,
    {
      account_name: "C",
    },
  );
  await send();
  await cut;
});

test("an address within the cloud's own network is refused, at once as a number and when it is told as a name", async () => {
  const { lab, person, receiver, send } = await room({});
  expect((await person.post("/webhooks", { url: `${receiver.url}/x`, events: ["account.added"] })).body["code"]).toBe(
    "WEBHOOK_URL_REFUSED",
  );
  const { port } = new URL(receiver.url);
  const made = await person.post("/webhooks", { url: `http://rebind.example:${port}/x`, events: ["account.added"] });
  const sender = new WebhookSender(lab.parts, async () => [{ address: "127.0.0.1", family: 4 }]);
  await person.post("/accounts", account(1));
  await sender.round();
  await sender.idle();
  await send();
  const { items } = (await person.get(`/webhooks/${String(made.body["webhook_id"])}/deliveries`)).body as {
    items: unknown[];
  };
  expect(items).toEqual([
    expect.objectContaining({ state: "waiting", last_status: null, last_fault: "ADDRESS_REFUSED" }),
  ]);
  expect(receiver.got).toEqual([]);
});

test("plans count webhooks, a plan that ended tells none of them, and a full line says what it did not take", async () => {
  const { lab, person, receiver, add, send } = await room();
  const { id } = await add();
  expect((await person.post("/webhooks", { url: `${receiver.url}/b`, events: ["plan.changed"] })).body).toMatchObject({
    code: "PLAN_LIMIT",
    limit: "max_webhooks",
  });
  await lab.sql("delete from webhooks.deliveries");
  const tell =
    "select webhooks.tell(tenant_id, 'account.added', now(), '{}') from tenancy.organisations, generate_series(1, 1002)";
  await lab.sql(tell);
  expect((await person.get(`/webhooks/${id}`)).body["missed"]).toBe(2);
  lab.pass(15 * 86_400_000);
  await send();
  expect(receiver.got).toEqual([]);
  await lab.sql("update plans.subscriptions set current_period_end = null where plan_type = 'basic'");
  lab.pass(3_600_000);
  await send();
  expect(receiver.got).toHaveLength(50);
});

test("trades of one statement cost one look at an endpoint's line, fill it in their order, and say what it did not take", async () => {
  const { lab, person, add } = await room();
  const { id } = await add("/hook", ["trade.closed"]);
  const tenant = await person.tenantId();
  await lab.sql("begin");
  await lab.sql(`insert into trading.trades select '${tenant}', md5(n::text)::uuid, null, 'Demo', 7, 'EURUSD', 'buy', 0.1, null, 0,
    'win', n, 'USD', 2, null, to_timestamp(n), null from generate_series(1200, 1, -1) as n`);
  const [looked] = await lab.sql<{ idx_scan: string; seq_scan: string }>(
    "select idx_scan, seq_scan from pg_stat_xact_user_tables where schemaname = 'webhooks' and relname = 'deliveries'",
  );
  await lab.sql("commit");
  expect(Number(looked?.idx_scan) + Number(looked?.seq_scan)).toBe(1);
  expect((await person.get(`/webhooks/${id}`)).body["missed"]).toBe(200);
  const [kept] = await lab.sql<{ count: number; last: string }>(
    "select count(*)::int as count, max((body ->> 'profit_loss')::int)::text as last from webhooks.deliveries",
  );
  expect(kept).toEqual({ count: 1_000, last: "1000" });
});

test("a webhook that is removed while a frame tells it something takes nothing of that frame along", async () => {
  const { lab, person, add } = await room();
  await add("/hook", ["trade.closed"]);
  const stream = randomUUID();
  const from = { tenantId: await person.tenantId(), userId: person.userId, deviceId: person.deviceId };
  await lab.ingest.hello(from, { protocol: 1, streams: [{ stream, epoch: 1, first: 0, last: 0 }] });
  await lab.sql("begin");
  await lab.sql("delete from webhooks.endpoints");
  const taken = lab.ingest.frame(from, { stream, epoch: 1, from: 1, events: [toldTrade(1, 5, 1_000)] });
  await expect
    .poll(() => lab.sql("select from pg_locks where not granted"), { interval: 20, timeout: 60_000 })
    .not.toEqual([]);
  await lab.sql("commit");
  expect(await taken).toMatchObject({ ok: true, hwm: 1 });
  expect((await person.get("/trades")).body["items"]).toHaveLength(1);
});

test("a webhook is tried out while it is on, and a few times at once", async () => {
  const { person, add } = await room();
  const { id } = await add();
  const tried = async () => (await person.post(`/webhooks/${id}/test`)).status;
  expect(await Promise.all(Array.from({ length: 5 }, tried))).toEqual([202, 202, 202, 202, 202]);
  expect(await tried()).toBe(409);
  await person.put(`/webhooks/${id}`, { is_active: false });
  expect((await person.post(`/webhooks/${id}/test`)).body).toMatchObject({ code: "CONFLICT" });
});
