import { expect, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { DEMO, demoState, LiveDesktop } from "#test/fixtures/cloud/live-desktop.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { SESSION, toldSession, toldTrade } from "#test/fixtures/cloud/told-facts.ts";

async function live(): Promise<{ lab: CloudLab; url: string; person: TestPerson; desk: LiveDesktop; id: string }> {
  const lab = await CloudLab.open(1_000_000);
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  const id = String((await person.post("/accounts", DEMO)).body["account_id"]);
  return { lab, url, person, id, desk: await LiveDesktop.open(url, person) };
}

test("what changes in the cloud reaches a desktop by itself, and one that was away reads on from its cursor", async () => {
  const { url, person, desk, id } = await live();
  const begun = await desk.feed(null);
  expect(begun).toMatchObject({ ok: true, items: [], more: false });
  await person.put(`/accounts/${id}`, { account_name: "Renamed" });
  const [first] = await desk.heard(1);
  expect(first).toMatchObject({ kind: "account", body: { account_id: id, action: "account.changed" } });
  desk.socket.disconnect();
  await person.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  const advice = {
    source: "bot:one",
    type: "buy",
    symbol: "EURUSD",
    mode: "paper",
    valid_for_s: 60,
    bar_time: "12:00",
  };
  const given = await Promise.all([1, 2, 3].map(() => person.post("/signals", advice)));
  expect(given.filter(({ body }) => body["duplicate"] === false)).toHaveLength(1);
  await person.post("/signals", { ...advice, source: "bot:unheard" });
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const again = await LiveDesktop.open(url, person);
  const missed = await again.feed(first?.cursor ?? 0);
  const cursor = first?.cursor ?? 0;
  expect(missed).toMatchObject({
    ok: true,
    items: [
      { kind: "signal", cursor: cursor + 1, body: { source: "bot:one", symbol: "EURUSD" } },
      { kind: "entitlements", cursor: cursor + 2 },
    ],
    more: false,
  });
  // A cursor of a cloud that was restored since, or of another life.
  expect(await again.feed(10_000)).toMatchObject({ ok: false, code: "SNAPSHOT", cursor: cursor + 2 });
  expect(await again.feed(cursor)).toMatchObject({ ok: true });
  expect((await person.get("/signals")).body["items"]).toHaveLength(2);
  await person.delete("/trades/signals/unsubscribe", { sources: ["bot:one"] });
  await person.post("/signals", { ...advice, bar_time: "12:05" });
  await person.put(`/accounts/${id}`, { account_name: "Last" });
  expect((await again.heard(1)).map(({ kind }) => kind)).toEqual(["account"]);
});

test("an account is as its desktop said last, conflated, and reads as not connected once nobody says so any more", async () => {
  const { lab, person, desk, id } = await live();
  expect((await person.get(`/accounts/${id}`)).body["connection_status"]).toBe("never_connected");
  expect(await desk.state([demoState(), demoState({ login: 8 })])).toEqual({ ok: true, shed: false, waitMs: 0 });
  expect((await person.get(`/accounts/${id}`)).body).toMatchObject({
    connection_status: "connected",
    balance: "10000.00",
  });
  expect(await desk.state([demoState({ balanceMinor: 5 })])).toMatchObject({ ok: true, shed: true });
  lab.pass(2_000);
  await desk.state([demoState({ link: "lost", balanceMinor: 6 })]);
  expect((await person.get(`/accounts/${id}`)).body).toMatchObject({ connection_status: "lost", balance: "0.06" });
  lab.pass(100_000);
  expect((await person.get(`/accounts/${id}`)).body["connection_status"]).toBe("reported");
  expect(await desk.state([{ ...demoState(), password: "x" }])).toMatchObject({ ok: false, code: "MALFORMED" });
});

test("ticks are kept as they came; what was shed leaves a marker that a later blob fills, and a damaged one is refused", async () => {
  const { lab, desk, person } = await live();
  const data = new Uint8Array([1, 2, 3]);
  const kept = () =>
    lab.sql<{ count: number; size: number | null }>("select count, length(data) as size from ingest.blobs");
  expect(await desk.blob(data, { crc32: 1 })).toMatchObject({ ok: false, code: "MALFORMED" });
  expect(await desk.blob(new Uint8Array(), { count: 0, crc32: 0 })).toEqual({ ok: true, shed: false, waitMs: 0 });
  expect(await kept()).toEqual([{ count: 0, size: null }]);
  expect(await desk.blob(data)).toEqual({ ok: true, shed: false, waitMs: 0 });
  expect(await desk.blob(new Uint8Array(), { count: 0, crc32: 0 })).toMatchObject({ ok: true });
  expect(await kept()).toEqual([{ count: 3, size: 3 }]);
  await desk.blob(new Uint8Array(), { count: 0, crc32: 0, fromMs: 10, toMs: 19 });
  const parts = (more = "") => person.get(`/market/parts?broker_server=Demo&symbol=EURUSD&series=ticks${more}`);
  expect((await parts()).body).toMatchObject({
    items: [
      { from_ms: 1, to_ms: 9, count: 3, data: Buffer.from(data).toString("base64") },
      { from_ms: 10, to_ms: 19, count: 0, data: null },
    ],
    next_cursor: null,
  });
  // Some begin in the same millisecond: each page goes on behind the last, whatever its size.
  await desk.blob(new Uint8Array(), { count: 0, crc32: 0, fromMs: 10, toMs: 15 });
  await desk.blob(new Uint8Array(), { count: 0, crc32: 0, fromMs: 10, toMs: 30 });
  const ends: unknown[] = [];
  for (let next = ""; ends.length < 10; ) {
    const { items, next_cursor } = (await parts(`&limit=1${next}`)).body as {
      items: { to_ms: number }[];
      next_cursor: string | null;
    };
    ends.push(...items.map(({ to_ms }) => to_ms));
    if (next_cursor === null) break;
    next = `&cursor=${next_cursor}`;
  }
  expect(ends).toEqual([9, 15, 19, 30]);
  expect((await parts("&from_ms=2")).body["items"]).toHaveLength(3);
  expect(await parts("&cursor=bm9uZQ")).toMatchObject({ status: 400, body: { code: "BAD_REQUEST" } });
});

test("trades and sessions read as the desktop told them, newest word first, and their figures are right to the cent", async () => {
  const { lab, person, desk } = await live();
  const day = 86_400_000;
  const now = lab.parts.clock();
  const today = Math.floor(now / day) * day;
  await desk.tell("01a1fd5a-0000-4000-8000-0000000000aa", [
    toldTrade(1, 1_000, today - 2 * day),
    toldTrade(2, -300, today - day, { session_id: SESSION }),
    toldTrade(3, -200, today - day + 1),
    toldTrade(4, 50, today, { session_id: SESSION }),
    toldTrade(4, 50, today),
    toldTrade(5, 1, today, { amount: -1 }),
    toldTrade(6, 7, today - 2 * day, { currency: "JPY", digits: 0 }),
    toldSession(3, "stopped"),
    toldSession(2, "running"),
  ]);
  const first = (await person.get("/trades?limit=3")).body as { items: Record<string, unknown>[]; next_cursor: string };
  const rest = (await person.get(`/trades?limit=3&cursor=${first.next_cursor}`)).body as typeof first;
  const all = [...first.items, ...rest.items];
  expect(all.map(({ profit_loss }) => String(profit_loss)).toSorted((a, b) => a.localeCompare(b))).toEqual(
    ["-2.00", "-3.00", "0.50", "10.00", "7"].toSorted((a, b) => a.localeCompare(b)),
  );
  expect(new Set(all.map(({ trade_id }) => trade_id)).size).toBe(5);
  expect((await person.get(`/trades/${String(all[0]?.["trade_id"])}`)).body).toEqual(all[0]);
  expect((await person.get(`/trades?session_id=${SESSION}`)).body["items"]).toHaveLength(2);
  const { body } = await person.get("/trades/statistics?period=last_7_days");
  expect(body["by_currency"]).toEqual([
    expect.objectContaining({ currency: "JPY", net_profit: "7", total_trades: 1, worst_day: null }),
    {
      currency: "USD",
      total_trades: 4,
      winning_trades: 2,
      losing_trades: 2,
      win_rate: 50,
      net_profit: "5.50",
      best_day: { date: new Date(today - 2 * day).toISOString().slice(0, 10), profit: "10.00", trades: 1 },
      worst_day: { date: new Date(today - day).toISOString().slice(0, 10), loss: "-5.00", trades: 2 },
    },
  ]);
  const one = await person.get(`/trades/statistics?period=today&session_id=${SESSION}`);
  expect(one.body).toMatchObject({ session_id: SESSION, by_currency: [{ total_trades: 1, net_profit: "0.50" }] });
  expect((await person.get("/trades/statistics?period=custom")).status).toBe(400);
  expect((await person.get(`/sessions/${SESSION}/status`)).body).toMatchObject({
    state: "stopped",
    is_active: false,
    win_rate: 66.67,
    session_duration: "2h 35m",
    net_profit: "2.50",
    stop_profit: null,
    stop_loss: "50.00",
  });
  expect((await person.get("/sessions")).body["items"]).toHaveLength(1);
  expect((await person.get("/sync/streams")).body["items"]).toMatchObject([{ committed: 9, put_aside: 1 }]);
});
