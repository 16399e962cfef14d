import { expect, test } from "vitest";
import type { RemoteCommand } from "#shared/sync/remote.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { DEMO, demoState, LiveDesktop } from "#test/fixtures/cloud/live-desktop.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { logIn, TestDevice, TestPerson } from "#test/fixtures/cloud/test-person.ts";

interface Room {
  readonly lab: CloudLab;
  readonly url: string;
  readonly person: TestPerson;
  readonly id: string;
}

async function room(findMs?: number): Promise<Room> {
  const lab = await CloudLab.open(1_000_000, {}, findMs);
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const id = String((await person.post("/accounts", DEMO)).body["account_id"]);
  return { lab, url, person, id };
}

async function linked({ url, person }: Room): Promise<LiveDesktop> {
  const desk = await LiveDesktop.open(url, person);
  await desk.state([demoState()]);
  return desk;
}

const order = (account_id: string) => ({ account_id, asset: "EURUSD", direction: "call", amount: 0.1 });

test("a command goes to the linked desktop with who asked and until when, and its answer comes back; asked again it is told again", async () => {
  const here = await room();
  const { person, id, lab } = here;
  const desk = await linked(here);
  await person.addSecondFactor();
  desk.obey = async () => ({ ok: true, result: { order: "77" } });
  const key = { "idempotency-key": "by-hand-0001" };
  const first = await person.post("/trades/manual", order(id), key);
  expect(first.body).toMatchObject({ result: { order: "77" }, session_id: null });
  expect(await person.post("/trades/manual", order(id), key)).toMatchObject({ status: 200, text: first.text });
  expect((await person.post("/trades/manual", { ...order(id), amount: 9 }, key)).body["code"]).toBe(
    "IDEMPOTENCY_REUSED",
  );
  expect(desk.commands).toHaveLength(1);
  const [told] = desk.commands as [RemoteCommand];
  expect(told).toMatchObject({
    kind: "trade.manual",
    server: "Demo",
    login: 7,
    by: { name: person.email, proof: "second_factor" },
    args: { asset: "EURUSD", direction: "buy", amount: 0.1, stop_loss: null, take_profit: null, duration_s: null },
  });
  expect(told.expiresMs - told.issuedMs).toBe(30_000);
  desk.obey = async () => ({ ok: false, code: "SWITCH_OFF", detail: "The switch trade is off on this PC." });
  const refused = await person.post("/trades/manual", order(id));
  expect(refused).toMatchObject({ status: 409, body: { code: "REMOTE_REFUSED", remote_code: "SWITCH_OFF" } });
  const [row] = await lab.sql<{ n: number }>(
    "select count(*)::int as n from audit.entries where action = 'remote.trade.manual'",
  );
  expect(row?.n).toBe(2);
});

test("acting on a terminal asks for a second factor of a moment ago, or a key made for trading", async () => {
  const here = await room();
  const { lab, person, id } = here;
  const desk = await linked(here);
  expect((await person.post("/trades/manual", order(id))).body["code"]).toBe("TWO_FACTOR_REQUIRED");
  await person.addSecondFactor();
  lab.pass(301_000);
  expect((await person.post("/trades/manual", order(id))).body["code"]).toBe("SECOND_FACTOR_STALE");
  expect((await person.post("/auth/mfa/fresh", { code: "000000" })).body["code"]).toBe("CODE_WRONG");
  const code = person.totp();
  expect((await person.post("/auth/mfa/fresh", { code })).status).toBe(200);
  expect((await person.post("/auth/mfa/fresh", { code })).body["code"]).toBe("CODE_WRONG");
  expect((await person.post("/trades/manual", order(id))).status).toBe(200);
  const keyWith = async (scopes: string[]) =>
    String((await person.post("/api-keys", { name: "k", scopes })).body["key"]);
  const by = (token: string) => lab.call("POST", "/trades/manual", { token, body: order(id) });
  expect((await by(await keyWith(["read", "write"]))).body["code"]).toBe("SCOPE_MISSING");
  expect((await by(await keyWith(["trade"]))).status).toBe(200);
  expect(desk.commands.map(({ by: { proof } }) => proof)).toEqual(["second_factor", "trade_key"]);
});

test("without a linked desktop nothing is sent, then or later; one that vanishes leaves the outcome unknown, in words", async () => {
  const here = await room(300);
  const { person, id } = here;
  await person.addSecondFactor();
  const offline = await person.post("/trades/manual", order(id));
  expect(offline).toMatchObject({ status: 503, body: { code: "DESKTOP_OFFLINE" } });
  const desk = await linked(here);
  expect(desk.commands).toEqual([]);
  const sure = await room();
  const vanishing = await linked(sure);
  await sure.person.addSecondFactor();
  vanishing.obey = async () => {
    vanishing.socket.disconnect();
    return "silence";
  };
  const lost = await sure.person.post("/trades/manual", order(sure.id));
  expect(lost).toMatchObject({ status: 504, body: { code: "REMOTE_UNKNOWN" } });
});

test("of two desktops one gets the command, and another organisation's desktop that claims the account never does", async () => {
  const here = await room();
  const { lab, url, person, id } = here;
  const laptop = new TestDevice("Laptop");
  const grant = await logIn(lab, person.email, laptop);
  const other = Object.assign(Object.create(Object.getPrototypeOf(person)) as TestPerson, person, {
    token: String(grant.body["access_token"]),
  });
  const desks = [await linked(here), await LiveDesktop.open(url, other, laptop)];
  await desks[1]?.state([demoState()]);
  const thief = await TestPerson.join(lab);
  await thief.post("/accounts", DEMO);
  const stolen = await LiveDesktop.open(url, thief);
  await stolen.state([demoState()]);
  await person.addSecondFactor();
  // The second sign-in ended with the new factor; this one goes on.
  for (let n = 0; n < 3; n += 1) expect((await person.post("/trades/manual", order(id))).status).toBe(200);
  expect(desks.flatMap(({ commands }) => commands)).toHaveLength(3);
  expect(stolen.commands).toEqual([]);
});

test("an account is tested through its desktop, which reads the real link and signs; another's signature proves nothing", async () => {
  const here = await room();
  const { person, id } = here;
  const desk = await linked(here);
  const reading = {
    broker_server: "Demo",
    login: 7,
    account_type: "demo",
    currency: "EUR",
    currency_digits: 2,
    balance_minor: 5_000_00,
  };
  const sign = (device: TestDevice) => async (command: RemoteCommand) => {
    const proof = await device.sign("fairlead-account+jws", { ...reading, nonce: command.args["nonce"] });
    return { ok: true as const, result: { proof } };
  };
  desk.obey = sign(new TestDevice());
  expect((await person.post(`/accounts/${id}/test`)).body["verification_status"]).toBe("failed");
  desk.obey = sign(person.device);
  expect((await person.post(`/accounts/${id}/test`)).body).toMatchObject({
    verification_status: "verified",
    currency: "EUR",
  });
});

test("a session is asked for within the plan and its desktop's word; an expired plan starts no real one, and still stops it", async () => {
  const here = await room();
  const { lab, person } = here;
  const real = { ...DEMO, login: 8, account_type: "real" };
  const id = String((await person.post("/accounts", real)).body["account_id"]);
  const desk = await LiveDesktop.open(here.url, person);
  await desk.state([demoState({ login: 8 })]);
  await person.addSecondFactor();
  const wanted = {
    account_id: id,
    session_name: "Morning",
    symbols: ["EURUSD"],
    trade_amount: 0.1,
    stop_profit: "50.00",
    stop_loss: "25.00",
    stop_points: 200,
  };
  const made = await person.post("/sessions", wanted);
  expect(desk.commands[0]).toMatchObject({
    kind: "session.create",
    args: { gale_limit: 1, stop_loss: "25.00", take_points: null },
  });
  const session = String(made.body["session_id"]);
  expect(desk.commands[0]?.args["session_id"]).toBe(session);
  await lab.sql(`insert into trading.sessions values ($1, $2, 1, 'Demo', 8, 'running', false, '{}', now())`, [
    await person.tenantId(),
    session,
  ]);
  expect((await person.post(`/sessions/${session}/start`)).status).toBe(200);
  await lab.sql(
    "update plans.subscriptions set current_period_end = now() - interval '1 day' where plan_type = 'basic'",
  );
  expect((await person.post(`/sessions/${session}/start`)).body).toMatchObject({
    code: "PLAN_FEATURE",
    feature: "live_trading",
  });
  expect((await person.post("/sessions", wanted)).body["code"]).toBe("PLAN_LIMIT");
  expect((await person.post(`/sessions/${session}/stop`)).status).toBe(200);
  expect((await person.delete(`/sessions/${session}`)).status).toBe(200);
  expect(desk.commands.map(({ kind }) => kind)).toEqual([
    "session.create",
    "session.start",
    "session.stop",
    "session.remove",
  ]);
});
