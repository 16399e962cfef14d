import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileTradeMemory, VolatileTradeMemory } from "#bridge/paper-terminal/peer/trading/trade-memory.ts";
import { FaultPlan } from "#bridge/paper-terminal/trade-server/faults/fault-plan.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { PaperBridge } from "../fixtures/paper-bridge.ts";
import {
  ACCOUNT,
  command,
  FENCE,
  lease,
  netting,
  own,
  place,
  stateOf,
  THURSDAY,
  trading,
} from "../fixtures/paper-orders.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { BLANK } from "../fixtures/trade-world.ts";

test("a command is executed once: its state is done, its deal is told, and the same command again is answered from memory", async () => {
  const bridge = await trading();
  const wish = command();
  for (let i = 0; i < 3; i++) bridge.send("TradeCommand", { fields: wish });
  await bridge.clock.advance(1);
  const state = stateOf(bridge, wish);
  expect(state).toMatchObject({ status: "done", retcode: 10_009, volume: 0.1, price: 1.1001 });
  expect(bridge.server.positions()).toMatchObject([{ identifier: state?.position, magic: wish.magic }]);
  expect(bridge.all("TradeDeals").flatMap(({ items }) => items)).toContainEqual(
    expect.objectContaining({ ticket: state?.deal, magic: wish.magic, entry: "in" }),
  );
  bridge.send("TradeCommand", { fields: { ...wish, volume: 0.2 } });
  await bridge.clock.advance(1);
  expect(stateOf(bridge, wish)).toMatchObject({ status: "refused", refusal: "reusedIntent" });
  expect(bridge.server.positions()).toHaveLength(1);
});

test.each([
  ["malformed", { volume: 0 }],
  ["malformed", { magic: 0n }],
  ["malformed", { stopLoss: Number.NaN }],
  ["staleEpoch", { bridgeEpoch: 0n }],
  ["notOwner", { fence: FENCE - 1n }],
  ["wrongAccount", { login: 5n }],
  ["wrongAccount", { server: "Elsewhere" }],
  ["expired", { validUntilMs: THURSDAY - 1 }],
  ["stopRequired", { automated: true }],
  ["unknownSymbol", { symbol: "NOSUCH" }],
  ["invalidVolume", { volume: 0.015 }],
  ["invalidPrice", { price: 1.09, deviation: 5 }],
  ["invalidStops", { stopLoss: 1.2 }],
  ["positionGone", { position: 99n, kind: "sell" }],
  ["orderGone", { action: "remove", order: 99n }],
  ["kindUnsupported", { action: "closeBy", position: 98n, positionBy: 99n }, "netting"],
] as const)("%s is refused, and nothing is sent", async (refusal, over, marginMode?: "netting") => {
  const bridge = await trading(marginMode === undefined ? {} : netting());
  expect(await place(bridge, over)).toMatchObject({ status: "refused", refusal, order: 0n });
  expect(bridge.server.state()).toMatchObject({ positions: [], orders: [], history: [] });
});

test("a close names the position and takes no more than is left; the wrong side or too much would reverse", async () => {
  const bridge = await trading();
  const position = (await place(bridge))?.position ?? 0n;
  const closes = { position, kind: "sell", reduceOnly: true } as const;
  expect(await place(bridge, { ...closes, kind: "buy" })).toMatchObject({ refusal: "wouldReverse" });
  expect(await place(bridge, { ...closes, volume: 0.11 })).toMatchObject({ refusal: "wouldReverse" });
  expect(await place(bridge, { ...closes, volume: 0.04 })).toMatchObject({ status: "done", position });
  expect(await place(bridge, { ...closes, volume: 0.06 })).toMatchObject({ status: "done", position });
  expect(await place(bridge, closes)).toMatchObject({ refusal: "positionGone" });
});

test("pending orders rest as accepted, are changed and removed from state, and end when they expire or fill", async () => {
  const bridge = await trading();
  const wish = { action: "pending", kind: "buyLimit", price: 1.09 } as const;
  const rests = await place(bridge, wish);
  expect(rests).toMatchObject({ status: "accepted", price: 1.09, volume: 0 });
  const order = rests?.order ?? 0n;
  expect(await place(bridge, { ...wish, action: "modify", order, price: 1.085 })).toMatchObject({
    status: "done",
    order,
  });
  expect(await place(bridge, { action: "remove", order })).toMatchObject({ status: "done", order });
  const fills = command(wish);
  bridge.send("TradeCommand", { fields: fills });
  await bridge.clock.advance(1);
  bridge.server.quote("EURUSD", 1.0898, 1.0899);
  await bridge.clock.advance(1);
  expect(stateOf(bridge, fills)).toMatchObject({ status: "done", volume: 0.1, price: 1.0899 });
});

test("stops are done when the position shows them, and ended when it is gone", async () => {
  const bridge = await trading();
  const position = (await place(bridge))?.position ?? 0n;
  expect(await place(bridge, { action: "stops", position, stopLoss: 1.08 })).toMatchObject({ status: "done" });
  expect(await place(bridge, { action: "stops", position, stopLoss: 1.08 })).toMatchObject({
    status: "rejected",
    retcode: 10_025,
  });
  expect(bridge.server.positions()[0]?.stopLoss).toBe(1.08);
});

test("what the broker refuses is rejected with its code and words", async () => {
  const bridge = await trading();
  expect(await place(bridge, { volume: 90 })).toMatchObject({ status: "rejected", retcode: 10_019, words: "No money" });
});

test("a lost answer is no lost order: it is found in the records; one that leaves no trace is unknown, and found when it fills late", async () => {
  const bridge = await trading();
  bridge.server.setFaults(
    FaultPlan.parse({
      requests: [
        { when: { nth: [1] }, fault: { kind: "lose", executed: true } },
        { when: { nth: [2] }, fault: { kind: "late", ms: 120_000, as: "silent" } },
        { when: { nth: [3] }, fault: { kind: "late", ms: 60_000, as: "timeout" } },
        { when: { nth: [4] }, fault: { kind: "late", ms: 60_000, as: "order" } },
      ],
    }),
  );
  expect(await place(bridge)).toMatchObject({ status: "done", retcode: 0, volume: 0.1 });
  const silent = command();
  bridge.send("TradeCommand", { fields: silent });
  const timeout = await place(bridge);
  expect(timeout).toMatchObject({ status: "unknown", retcode: 10_012, order: 0n });
  expect(await place(bridge)).toMatchObject({ status: "accepted", retcode: 10_008 });
  expect(stateOf(bridge, silent)).toMatchObject({ status: "sending" });
  await bridge.clock.advance(16_000);
  expect(stateOf(bridge, silent)).toMatchObject({ status: "unknown" });
  await bridge.clock.advance(110_000);
  expect(stateOf(bridge, silent)).toMatchObject({ status: "done", volume: 0.1 });
  expect(bridge.server.positions()).toHaveLength(4);
});

test("without a lease nothing new is risked, but what is open can be closed; a lapse flattens what was automated, if so agreed", async () => {
  const bridge = await trading();
  const mine = (await place(bridge))?.position ?? 0n;
  const robots = (await place(bridge, { automated: true, stopLoss: 1.05 }))?.position ?? 0n;
  lease(bridge, 1_000, true);
  await bridge.clock.advance(2_500);
  expect(bridge.all("LeaseState").at(-1)?.fields.status).toBe("lapsed");
  expect(bridge.all("FlattenState").at(-1)?.fields).toMatchObject({
    cause: "leaseLapsed",
    scope: "automated",
    stage: "flat",
    positionsLeft: 0,
  });
  expect(bridge.server.positions().map(({ identifier }) => identifier)).toEqual([mine]);
  expect(robots).not.toBe(mine);
  expect(await place(bridge)).toMatchObject({ refusal: "leaseNotHeld" });
  expect(await place(bridge, { position: mine, kind: "sell", reduceOnly: true })).toMatchObject({ status: "done" });
});

test("a position without a stop in time is closed, and one whose time is up", async () => {
  const bridge = await trading();
  const stopped = (await place(bridge, { stopWithinMs: 2_000, stopLoss: 1.05 }))?.position;
  await place(bridge, { stopWithinMs: 2_000 });
  await place(bridge, { holdMs: 10_000 });
  await bridge.clock.advance(1_800);
  expect(bridge.server.positions()).toHaveLength(3);
  await bridge.clock.advance(500);
  expect(bridge.server.positions()).toHaveLength(2);
  await bridge.clock.advance(8_000);
  expect(bridge.server.positions().map(({ identifier }) => identifier)).toEqual([stopped]);
  expect(bridge.all("Notice").map(({ fields }) => fields.noticeCode)).toEqual(["NO_STOP", "TIMED_CLOSE"]);
});

const LIMITS = {
  maxOrderLots: 0,
  maxTotalLots: 0,
  equityFloor: 0,
  entriesPaused: false,
  automationStopped: false,
  flattened: false,
};
const guard = (bridge: PaperBridge, version: bigint, over: Partial<FieldsOf<"Guard">>): void =>
  bridge.send("Guard", { fields: { bridgeEpoch: 1n, ...ACCOUNT, version, ...LIMITS, ...over } });

test("the guard's limits and latches hold, and a lower version changes nothing", async () => {
  const bridge = await trading();
  guard(bridge, 2n, { maxOrderLots: 0.5, maxTotalLots: 0.7 });
  expect(await place(bridge, { volume: 0.51 })).toMatchObject({ refusal: "guardLots" });
  expect(await place(bridge, { volume: 0.5 })).toMatchObject({ status: "done" });
  guard(bridge, 1n, {});
  expect(await place(bridge, { volume: 0.3 })).toMatchObject({ refusal: "guardLots" });
  guard(bridge, 3n, { automationStopped: true });
  expect(await place(bridge, { automated: true, stopLoss: 1.05 })).toMatchObject({ refusal: "halted" });
  expect(await place(bridge)).toMatchObject({ status: "done" });
  guard(bridge, 4n, { entriesPaused: true });
  expect(await place(bridge)).toMatchObject({ refusal: "halted" });
  guard(bridge, 5n, { flattened: true });
  await bridge.clock.advance(10);
  expect(bridge.server.positions()).toEqual([]);
  bridge.server.act({ ...BLANK, volume: 0.1 }, "client");
  await bridge.clock.advance(1_500);
  expect(bridge.server.positions()).toEqual([]);
});

test("at the equity floor the terminal latches by itself and flattens, until the bridge has taken that over and lifts it", async () => {
  const bridge = await trading();
  await place(bridge, { volume: 1 });
  guard(bridge, 1n, { equityFloor: 9_900 });
  bridge.server.quote("EURUSD", 1.0985, 1.0986);
  await bridge.clock.advance(300);
  expect(bridge.server.positions()).toEqual([]);
  expect(bridge.all("GuardState").at(-1)?.fields).toMatchObject({
    ownLatch: true,
    flattened: true,
    cause: "guardLoss",
  });
  expect(bridge.all("FlattenState").at(-1)?.fields).toMatchObject({ cause: "guardLoss", stage: "flat" });
  guard(bridge, 1n, {});
  expect(await place(bridge)).toMatchObject({ refusal: "halted" });
  guard(bridge, 2n, { equityFloor: 9_800 });
  expect(await place(bridge)).toMatchObject({ refusal: "halted" });
  guard(bridge, 3n, { flattened: true });
  guard(bridge, 4n, {});
  expect(await place(bridge)).toMatchObject({ status: "done" });
});

test("a flatten sends all requests at once, repeats what is refused, and says flat after a fresh look; asked again it only reports", async () => {
  const bridge = await trading();
  for (let i = 0; i < 5; i++) await place(bridge);
  await place(bridge, { action: "pending", kind: "buyLimit", price: 1.09 });
  const refused = { when: { nth: [2, 6] }, fault: { kind: "reject", retcode: 10_004 } };
  bridge.server.setFaults(FaultPlan.parse({ requests: [refused] }));
  const fields = { id: new Uint8Array(16).fill(9), bridgeEpoch: 1n, ...ACCOUNT, scope: "account" } as const;
  bridge.send("Flatten", { fields });
  await bridge.clock.advance(1);
  const first = bridge.all("FlattenState").at(-1)?.fields;
  expect(first).toMatchObject({
    stage: "closing",
    positionsLeft: 1,
    ordersLeft: 1,
    requests: 6,
    rejections: 2,
    round: 1,
  });
  expect(first?.sentAllUs).toBeGreaterThan(0n);
  await bridge.clock.advance(700);
  expect(bridge.all("FlattenState").at(-1)?.fields).toMatchObject({ stage: "flat", requests: 8, round: 2 });
  expect(bridge.server.state()).toMatchObject({ positions: [], orders: [] });
  bridge.send("Flatten", { fields });
  await bridge.clock.advance(1);
  expect(bridge.all("FlattenState").at(-1)?.fields).toMatchObject({ stage: "flat", requests: 8 });
});

test("an old fence is refused, also after the terminal was restarted", async () => {
  const memory = new VolatileTradeMemory();
  const first = await trading({ memory });
  own(first, FENCE + 5n);
  await first.clock.advance(1);
  expect(await place(first)).toMatchObject({ refusal: "notOwner" });
  expect(await place(first, { fence: FENCE + 5n })).toMatchObject({ status: "done" });
  const second = await trading({ memory });
  await second.clock.advance(1);
  expect(second.all("TradeOwnerTaken").at(-1)?.fields).toMatchObject({ owner: false, highestFence: FENCE + 5n });
  expect(await place(second)).toMatchObject({ refusal: "notOwner" });
});

test("what was being sent when the terminal died is unknown and never sent again, unless the records show it; a stranger is absent", async () => {
  const memory = new VolatileTradeMemory();
  const first = await trading({ memory });
  first.server.setFaults(
    FaultPlan.parse({ requests: [{ when: { nth: [1] }, fault: { kind: "lose", executed: false } }] }),
  );
  const lost = command();
  first.send("TradeCommand", { fields: lost });
  await first.clock.advance(1);
  const second = await trading({ memory });
  await second.clock.advance(1);
  expect(stateOf(second, lost)).toMatchObject({ status: "unknown" });
  second.send("TradeCommand", { fields: lost });
  const stranger = command();
  second.send("TradeQuery", { fields: { intent: stranger.intent, magic: stranger.magic, ...ACCOUNT } });
  await second.clock.advance(60_000);
  expect(stateOf(second, lost)).toMatchObject({ status: "unknown" });
  expect(stateOf(second, stranger)).toMatchObject({ status: "absent" });
  expect(second.server.positions()).toEqual([]);
});

test("a terminal's memory on disk gives back trades, guard and fence, and drops a line that a crash cut short", async () => {
  const path = join(temporaryFolder(), "trades");
  const first = new FileTradeMemory(path);
  const bridge = await trading({ memory: first });
  guard(bridge, 7n, { maxOrderLots: 0.5 });
  const wish = command();
  bridge.send("TradeCommand", { fields: wish });
  await bridge.clock.advance(1);
  appendFileSync(path, "fence 99");
  const second = new FileTradeMemory(path);
  expect(second.fence).toBe(FENCE);
  expect(second.guard).toMatchObject({ version: 7n, maxOrderLots: 0.5 });
  expect([...second.trades.values()]).toMatchObject([{ command: { magic: wish.magic }, state: { status: "done" } }]);
  second.close();
});

test("closed orders and deals of a window are told when asked, each set whole", async () => {
  const bridge = await trading();
  await place(bridge);
  const fields = { id: 5n, ...ACCOUNT, fromMs: 0, toMs: bridge.server.now() };
  bridge.send("TradeHistoryRequest", { fields });
  await bridge.clock.advance(1);
  const deals = bridge.all("TradeDeals").filter((frame) => frame.fields.id === 5n);
  const orders = bridge.all("TradeOrders").filter((frame) => frame.fields.id === 5n);
  expect(deals.flatMap(({ items }) => items.map(({ kind }) => kind))).toEqual(["balance", "buy"]);
  expect(orders.flatMap(({ items }) => items.map(({ state }) => state))).toEqual(["filled"]);
  expect(deals[0]?.fields.connectedForMs).toBeGreaterThan(0);
});
