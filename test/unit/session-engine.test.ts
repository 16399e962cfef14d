import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { FairleadError } from "#shared/contract/errors.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { sessionResult } from "#shared/trading/session/result.ts";
import { labConfig, SessionLab } from "#test/fixtures/session-lab.ts";

const minor = (amount: number): MinorUnits => amount as MinorUnits;
const codes = (lab: SessionLab): readonly string[] => lab.store.log.map(({ code }) => code);

test("a signal becomes one order with the session's stop, and the same broker deal twice changes nothing", () => {
  const lab = new SessionLab();
  const id = lab.begin({ takePoints: 300 });
  expect(lab.give()).toEqual([{ session: id, state: "traded", reason: null }]);
  expect(lab.placed.map(({ request }) => request)).toEqual([
    expect.objectContaining({ action: "open", kind: "buy", lots: 1, stopLoss: 1.095, takeProfit: 1.103 }),
  ]);
  const [trade] = lab.state(id).live;
  expect(trade).toMatchObject({ state: "open", entered: 1, openPrice: 1.1 });
  const again = lab.deals[0];
  if (again) lab.engine.deal(labConfig().account, again);
  expect(lab.state(id).live[0]).toEqual(trade);
});

test("a loss climbs the gale, a win goes back to the first amount, and the result is the broker's to the cent", () => {
  const lab = new SessionLab();
  lab.commission = 3;
  const id = lab.begin({ gale: { kind: "multiplier", factor: 2, limit: 2, afterLimit: "reset" } });
  const lots: number[] = [];
  for (const move of [-0.001, -0.001, 0.002, -0.001]) {
    lab.tick(1.1);
    lab.give();
    const position = lab.state(id).live[0]?.position;
    if (position === undefined || position === null) throw new Error("no position");
    lots.push(lab.openLots(position));
    lab.serverClose(position, 1.1 + move);
  }
  expect(lots).toEqual([1, 2, 4, 1]);
  const { tally } = lab.state(id);
  expect(tally).toMatchObject({ closed: 4, won: 1, lost: 3 });
  const brokers = lab.deals.reduce((sum, deal) => sum + deal.profit + deal.commission, 0);
  expect(sessionResult(lab.state(id))).toBe(Math.round(brokers * 100));
});

test("a gale that lost its last step ends the session where it was told to stop, and names the rule", () => {
  const lab = new SessionLab();
  const id = lab.begin({ gale: { kind: "list", stakes: [2], limit: 1, afterLimit: "stop" } });
  for (const _ of [1, 2]) {
    lab.give();
    lab.serverClose(lab.state(id).live[0]?.position ?? (0n as never), 1.099);
  }
  expect(lab.state(id).phase).toEqual({ name: "stopped", reason: "galeLimit", rule: null });
  expect(lab.give()).toEqual([{ session: id, state: "notRunning", reason: "stopped" }]);
});

test("the stop loss counts open trades: it closes them, ends the session and says which rule it was", () => {
  const lab = new SessionLab();
  const id = lab.begin({ stopLoss: minor(20_000) });
  lab.give();
  lab.tick(1.0981);
  expect(lab.state(id).phase.name).toBe("running");
  lab.tick(1.098);
  expect(lab.state(id).phase).toEqual({ name: "stopped", reason: "stopLoss", rule: null });
  const [opened, closed] = lab.placed.slice(-2);
  expect(closed?.request).toMatchObject({ action: "close", lots: 1, side: "buy" });
  // MT5 counts it for the duties of the order that it closes.
  expect(closed?.source).toMatchObject({ kind: "session", trade: 1, opened: opened?.id });
  expect(sessionResult(lab.state(id))).toBe(-20_000);
});

test("the stop profit and the number of trades end a session too", () => {
  const lab = new SessionLab();
  const profit = lab.begin({ stopProfit: minor(10_000) });
  lab.give();
  lab.tick(1.101);
  expect(lab.state(profit).phase).toMatchObject({ name: "stopped", reason: "stopProfit" });
  const counted = lab.begin({ maxTrades: 1 });
  lab.give();
  lab.serverClose(lab.state(counted).live[0]?.position ?? (0n as never), 1.102);
  expect(lab.state(counted).phase).toMatchObject({ name: "stopped", reason: "maxTrades" });
});

test("a close that the broker refuses is tried again a second later; one whose outcome is unknown is waited for", async () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  lab.closeAnswer = { refuse: "rejected", reason: "requote" };
  lab.engine.stop(id);
  lab.engine.second();
  expect(lab.placed).toHaveLength(2);
  lab.closeAnswer = "wait";
  await lab.clock.advance(1_000);
  lab.engine.second();
  expect(lab.placed).toHaveLength(3);
  const close = lab.placed[2];
  if (!close) throw new Error("no close");
  lab.tell(close.id, "unknown");
  await lab.clock.advance(60_000);
  lab.engine.second();
  expect(lab.placed).toHaveLength(3);
  lab.fill(close.id);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "user" });
});

test("after a restart a session does not go on by itself: it is paused, knows what happened meanwhile, and asks", () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  const position = lab.state(id).live[0]?.position;
  if (position === undefined || position === null) throw new Error("no position");
  const engine = lab.engine;
  lab.engine = { deal: () => undefined } as never;
  lab.serverClose(position, 1.0995);
  lab.engine = engine;
  lab.restart();
  expect(lab.state(id).phase).toEqual({ name: "paused", reason: "restart" });
  expect(lab.state(id).tally).toMatchObject({ closed: 1, lost: 1 });
  expect(lab.give()).toEqual([{ session: id, state: "notRunning", reason: "paused" }]);
  lab.engine.start(id);
  expect(lab.give()[0]?.state).toBe("traded");
});

test("an order whose outcome nobody knows stops further trades of this session only, until it is known", () => {
  const lab = new SessionLab();
  const stuck = lab.begin();
  lab.answer = "wait";
  lab.give();
  lab.tell(lab.placed[0]?.id ?? (0 as never), "unknown");
  lab.answer = "fill";
  const free = lab.begin();
  expect(lab.give().map(({ session, state }) => [session, state])).toEqual([
    [stuck, "queued"],
    [free, "traded"],
  ]);
  lab.tell(lab.placed[0]?.id ?? (0 as never), "notSent", "silence");
  expect(lab.delivered.map(([, { session, state }]) => [session, state])).toEqual([[stuck, "traded"]]);
});

test("a fill that was ruled out comes back to its session, and is closed at once when the session is over", () => {
  const lab = new SessionLab();
  lab.answer = "wait";
  const id = lab.begin();
  lab.give();
  const entry = lab.placed[0]?.id ?? (0 as never);
  lab.tell(entry, "notSent", "silence");
  lab.engine.stop(id);
  expect(lab.state(id).phase.name).toBe("stopped");
  lab.fill(entry);
  expect(codes(lab)).toContain("LATE_FILL");
  expect(lab.placed.at(-1)?.request.action).toBe("close");
  expect(lab.state(id)).toMatchObject({ phase: { name: "stopped" }, live: [], tally: { closed: 1 } });
});

test("a blocked order names the account's rule, and nothing of it is left open", () => {
  const lab = new SessionLab();
  lab.answer = new FairleadError("RISK_BLOCKED", "daily loss", { rule: "limit.dailyLoss" });
  const id = lab.begin();
  expect(lab.give()).toEqual([{ session: id, state: "blocked", reason: "limit.dailyLoss" }]);
  expect(lab.state(id)).toMatchObject({ live: [], phase: { name: "running" } });
});

test("blocked signals do not use up the number of trades", () => {
  const lab = new SessionLab();
  const id = lab.begin({ maxTrades: 1 });
  lab.answer = new FairleadError("RISK_BLOCKED", "spread", { rule: "limit.spread" });
  expect([1, 2, 3].map(() => lab.give()[0]?.state)).toEqual(["blocked", "blocked", "blocked"]);
  lab.answer = "fill";
  expect(lab.state(id).phase.name).toBe("running");
  expect(lab.give()[0]?.state).toBe("traded");
});

test("nothing is sent when the trade cannot be written down first", () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.store.full = true;
  expect(lab.give()).toEqual([{ session: id, state: "failed", reason: "STORE_UNAVAILABLE" }]);
  expect(lab.placed).toEqual([]);
});

test("a session that cannot be written down is not started, and says why; when the disk has room it is", () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.engine.pause(id);
  lab.store.full = true;
  expect(() => lab.engine.start(id)).toThrowError(expect.objectContaining({ code: "LEDGER_UNWRITABLE" }));
  expect(lab.state(id).phase.name).toBe("paused");
  expect(lab.give()).toEqual([{ session: id, state: "notRunning", reason: "paused" }]);
  lab.store.full = false;
  expect(lab.engine.start(id).phase.name).toBe("running");
});

test("on a netting account a stranger's deal pauses the session, and a symbol that is not flat is waited for", () => {
  const lab = new SessionLab();
  lab.netting = true;
  const id = lab.begin();
  lab.foreignDeal({});
  expect(lab.state(id).phase).toEqual({ name: "paused", reason: "externalPosition" });
  lab.engine.start(id);
  expect(lab.state(id).phase).toEqual({ name: "armed", waitsFor: "flat" });
  expect(() => lab.begin()).toThrow(/SYMBOL_HAS_A_SESSION/);
});

test("a session that meets a fault is reported, and the others go on", () => {
  const lab = new SessionLab();
  const bad = lab.begin();
  lab.answer = new TypeError("a fault of ours");
  expect(lab.give()).toEqual([{ session: bad, state: "failed", reason: "INTERNAL" }]);
  expect(lab.notices.map(({ code }) => code)).toEqual(["SESSION_FAULT"]);
  lab.answer = "fill";
  const good = lab.begin();
  expect(new Map(lab.give().map(({ session, state }) => [session, state])).get(good)).toBe("traded");
});

test("an armed session may be edited only towards less risk", () => {
  const lab = new SessionLab();
  const id = lab.begin();
  expect(() => lab.engine.edit(id, labConfig({ stopLoss: minor(200_000) }))).toThrow(/stopLoss: EDIT_ADDS_RISK/);
  expect(lab.engine.edit(id, labConfig({ stopLoss: minor(50_000) })).config.stopLoss).toBe(50_000);
});

test("signals that are late, full or filtered do nothing and say so", async () => {
  const lab = new SessionLab();
  const id = lab.begin({ signals: { sources: ["manual"], symbols: [], types: ["buy"], hours: null } });
  lab.answer = "wait";
  expect(lab.give({ source: "robot" })).toEqual([{ session: id, state: "filteredSource", reason: null }]);
  expect(lab.give({ type: "sell" })[0]?.state).toBe("filteredType");
  expect(lab.give({ symbol: "XAUUSD" })[0]?.state).toBe("filteredSymbol");
  expect(lab.give({ mode: "live" })[0]?.state).toBe("filteredMode");
  expect(lab.give()[0]?.state).toBe("traded");
  expect([1, 2, 3, 4].map(() => lab.give()[0]?.state)).toEqual(["queued", "queued", "queued", "queueFull"]);
  await lab.clock.advance(61_000);
  lab.tell(lab.placed[0]?.id ?? (0 as never), "rejected", "marketClosed");
  expect(lab.delivered.map(([, { state }]) => state)).toEqual(["lateInQueue", "lateInQueue", "lateInQueue"]);
  expect(lab.placed).toHaveLength(1);
});

test("a draft that moves to another account counts in that account's money", () => {
  const lab = new SessionLab();
  lab.digits = 0;
  const id = randomUUID() as SessionId;
  lab.engine.create(id, labConfig({ stopLoss: minor(20_000) }));
  lab.digits = 2;
  lab.engine.edit(id, labConfig({ stopLoss: minor(20_000), name: "Elsewhere" }));
  expect(lab.state(id).currencyDigits).toBe(2);
  lab.engine.start(id);
  lab.give();
  lab.tick(1.0979);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "stopLoss" });
});

test("a trade that closes is not counted as open too: the others' stop loss is not met by the same loss twice", () => {
  const lab = new SessionLab();
  const id = lab.begin({ stopLoss: minor(30_000), maxConcurrent: 2 });
  lab.give();
  lab.tick(1.1015);
  lab.give();
  lab.tick(1.1);
  const [first, second] = lab.state(id).live;
  if (!second?.position || !first?.position) throw new Error("no position");
  expect(sessionResult(lab.state(id))).toBe(-15_000);
  lab.serverClose(second.position, 1.1);
  expect(sessionResult(lab.state(id))).toBe(-15_000);
  expect(lab.state(id).phase.name).toBe("running");
  lab.tick(1.0995);
  lab.serverClose(first.position, 1.0995, 0.5);
  expect(sessionResult(lab.state(id))).toBe(-20_000);
  expect(lab.state(id)).toMatchObject({ phase: { name: "running" }, tally: { maxDrawdown: expect.closeTo(350, 6) } });
});

test("lots that no broker takes, or this one does not, and points that lead to no price are refused by name, not cut down", () => {
  const lab = new SessionLab();
  expect(() => lab.begin({ amount: { by: "lots", lots: 1e308 } })).toThrow(/amount\.lots: LOTS_TOO_LARGE/);
  expect(lab.engine.states()).toEqual([]);
  expect(() => lab.begin({ amount: { by: "lots", lots: 100.01 } })).toThrow(/amount\.lots: LOTS_TOO_LARGE/);
  lab.give();
  expect(lab.placed).toEqual([]);
  for (const change of [{ stopPoints: 1e308 }, { takePoints: 1e308 }])
    expect(() => lab.begin(change)).toThrow(/Points: POINTS_TOO_LARGE/);
  lab.begin({ amount: { by: "lots", lots: 100 } });
});
