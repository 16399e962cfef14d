import { expect, test } from "vitest";
import type { MinorUnits, Ticket } from "#shared/market/brands.ts";
import type { IntentId, SessionId } from "#shared/trading/intent/intent.ts";
import { sessionResult } from "#shared/trading/session/result.ts";
import { SessionLab } from "#test/fixtures/session-lab.ts";

const minor = (amount: number): MinorUnits => amount as MinorUnits;

/** A session on a netting account with one lot open at 1.1. */
function netting(change: Parameters<SessionLab["begin"]>[0] = {}): {
  lab: SessionLab;
  id: SessionId;
  position: Ticket;
} {
  const lab = new SessionLab();
  lab.netting = true;
  const id = lab.begin(change);
  lab.give();
  const position = lab.state(id).live[0]?.position;
  if (position === undefined || position === null) throw new Error("no position");
  return { lab, id, position };
}

test("a stranger who turns the session's position round has closed it: no lots are left to count, and the session waits", () => {
  const { lab, id, position } = netting({ stopLoss: minor(30_000) });
  // Three lots sold against one: the profit is that of the one lot, the commission that of all three.
  lab.foreignDeal({ entry: "inOut", kind: "sell", volume: 3, price: 1.099, position, profit: -100, commission: -6 });
  expect(lab.state(id)).toMatchObject({ live: [], phase: { name: "paused", reason: "externalPosition" } });
  expect(lab.state(id).tally).toMatchObject({ closed: 1, lost: 1 });
  expect(sessionResult(lab.state(id))).toBe(-10_200);
  // What the stranger's two lots do from here on is not the session's.
  lab.tick(1.2);
  lab.foreignDeal({ entry: "out", kind: "buy", volume: 2, price: 1.2, position, profit: -20_000 });
  expect(sessionResult(lab.state(id))).toBe(-10_200);
  expect(lab.placed).toHaveLength(1);
});

test("a stopped session whose position a stranger turned round sends no close into the stranger's position", () => {
  const { lab, id, position } = netting();
  lab.closeAnswer = { refuse: "rejected", reason: "requote" };
  lab.engine.stop(id);
  expect(lab.placed).toHaveLength(2);
  lab.foreignDeal({ entry: "inOut", kind: "sell", volume: 2, price: 1.1, position, profit: 0 });
  lab.engine.second();
  expect(lab.state(id).phase.name).toBe("stopped");
  expect(lab.placed).toHaveLength(2);
});

test("a stranger's close of a position that both hold takes the session's lots, and its share of the money, once", () => {
  const { lab, id, position } = netting();
  lab.foreignDeal({ position, volume: 3 });
  lab.foreignDeal({ entry: "out", kind: "sell", volume: 4, price: 1.101, position, profit: 400 });
  expect(lab.state(id)).toMatchObject({ live: [], tally: { closed: 1, won: 1 } });
  expect(sessionResult(lab.state(id))).toBe(10_000);
});

/** A session whose only order is said to have come to nothing, and its entry. */
function ruledOut(): { lab: SessionLab; id: SessionId; entry: IntentId } {
  const lab = new SessionLab();
  lab.answer = "wait";
  const id = lab.begin();
  lab.give();
  const entry = lab.placed[0]?.id;
  if (entry === undefined) throw new Error("no order");
  lab.tell(entry, "notSent", "silence");
  return { lab, id, entry };
}

test("a fill that comes after its session was removed brings the session back, with an alarm, and is closed", () => {
  const { lab, id, entry } = ruledOut();
  lab.engine.stop(id);
  lab.engine.remove(id);
  expect(lab.engine.states()).toEqual([]);
  lab.fill(entry);
  expect(lab.notices.map(({ code }) => code)).toEqual(["SESSION_TAKEN_BACK"]);
  expect(lab.placed.at(-1)?.request.action).toBe("close");
  expect(lab.state(id)).toMatchObject({ phase: { name: "stopped" }, tally: { closed: 1 } });
  lab.restart();
  expect(lab.state(id).tally.closed).toBe(1);
});

test("a removed session is not brought back by what is long known of its trades", () => {
  const lab = new SessionLab();
  const id = lab.begin();
  lab.give();
  lab.engine.stop(id);
  lab.engine.remove(id);
  lab.tell(lab.placed[0]?.id ?? ("" as IntentId), "done");
  expect(lab.engine.states()).toEqual([]);
});

test("a fill after flatten all is left to the flatten while it is latched, and is the session's to close once it was taken back", () => {
  const { lab, id, entry } = ruledOut();
  lab.flattened = true;
  lab.engine.latched(lab.state(id).config.account, "flattenAll", null);
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "flattenAll" });
  lab.fill(entry);
  expect(lab.state(id)).toMatchObject({ phase: { name: "stopping" }, live: [{ reason: "lateFill" }] });
  expect(lab.placed).toHaveLength(1);
  lab.flattened = false;
  lab.engine.second();
  expect(lab.placed.at(-1)?.request).toMatchObject({ action: "close", lots: 1 });
  expect(lab.state(id)).toMatchObject({ phase: { name: "stopped", reason: "flattenAll" }, live: [] });
});

test("a fill after flatten all was taken back is closed at once", () => {
  const { lab, id, entry } = ruledOut();
  lab.engine.latched(lab.state(id).config.account, "flattenAll", "limit.dailyLoss");
  lab.fill(entry);
  expect(lab.state(id)).toMatchObject({ phase: { name: "stopped", reason: "accountRule" }, tally: { closed: 1 } });
});

test("what the broker corrects in a deal reaches the session's result, of open and of closed trades", () => {
  const lab = new SessionLab();
  const id = lab.begin({ stopLoss: minor(30_000) });
  lab.give();
  const opened = lab.deals[0]?.ticket ?? 0n;
  lab.revise(opened, { commission: -7 });
  expect(sessionResult(lab.state(id))).toBe(-700);
  lab.serverClose(lab.state(id).live[0]?.position ?? (0n as Ticket), 1.1005);
  expect(lab.state(id).tally).toMatchObject({ won: 1, lost: 0 });
  lab.revise(lab.deals[1]?.ticket ?? 0n, { swap: -60 });
  expect(sessionResult(lab.state(id))).toBe(-1_700);
  expect(lab.state(id).tally).toMatchObject({ won: 0, lost: 1, grossProfit: 0, last: { net: -17 } });
  expect(lab.store.trades(id)[0]?.net).toBe(-17);
  expect(lab.store.log.map(({ code }) => code)).toContain("TRADE_REVISED");
});

test("a correction that passes the stop loss ends the session", () => {
  const lab = new SessionLab();
  const id = lab.begin({ stopLoss: minor(30_000) });
  lab.give();
  lab.revise(lab.deals[0]?.ticket ?? 0n, { fee: -301 });
  expect(lab.state(id).phase).toMatchObject({ name: "stopped", reason: "stopLoss" });
});
