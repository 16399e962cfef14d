import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { FieldsOf } from "#shared/link/frame.ts";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import { LOGIN, type RoomOptions, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";
import { Reason } from "#test/mql5-host/harness.ts";

type FlattenState = FieldsOf<"FlattenState">;
type Scope = FlattenState["scope"];

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const CLICK = 1;
const click = () => room.program("ea").chartEvent(CLICK, 0, 0, "Fairlead.flatten");

function flatten(scope: Scope, over: Partial<FieldsOf<"Flatten">> = {}): Uint8Array {
  const id = new Uint8Array(randomBytes(16));
  room.links.get("ea")?.send("Flatten", { id, bridgeEpoch: 5n, login: LOGIN, server: SERVER, scope, ...over });
  return id;
}
async function stage(wanted: FlattenState["stage"], id?: Uint8Array, timeoutMs?: number): Promise<FlattenState> {
  const ea = room.links.get("ea");
  if (ea === undefined) throw new Error("no EA");
  const mine = (state: FlattenState): boolean => id === undefined || Buffer.compare(state.id, id) === 0;
  return (await ea.next("FlattenState", ({ fields }) => fields.stage === wanted && mine(fields), timeoutMs)).fields;
}
const left = async () => {
  const { positions, orders } = await room.server.ledger();
  return { positions: positions.length, orders: orders.length };
};
const pendingOrder = () =>
  room.order({ action: "pending", kind: "buyLimit", price: 1.09, stopLoss: 1.08 }, ({ order }) => order !== 0n);

describe("a flatten", () => {
  test.each([["hedging"], ["netting"]] as const)(
    "of a %s account sends every request at once, and is flat when nothing is left",
    async (margin) => {
      await open({ margin });
      for (let i = 0; i < 8; i++) await room.order({ symbol: i % 2 === 0 ? "EURUSD" : "GBPUSD", stopLoss: 0 });
      for (let i = 0; i < 4; i++) await pendingOrder();
      const positions = (await left()).positions;
      await room.server.faults({ latencyMs: 50 });
      const flat = await stage("flat", flatten("account"));
      expect(await left()).toEqual({ positions: 0, orders: 0 });
      expect(flat).toMatchObject({ cause: "command", positionsLeft: 0, ordersLeft: 0, requests: positions + 4 });
      expect(Number(flat.sentAllUs)).toBeLessThan(100_000);
      expect((await room.server.ledger()).deals.at(-1)).toMatchObject({ DEAL_ENTRY: "DEAL_ENTRY_OUT" });
    },
  );

  test("goes on in rounds over rejections, requotes, lost replies and parts, and never reverses", async () => {
    await open({ margin: "netting" });
    for (const symbol of ["EURUSD", "GBPUSD"]) await room.order({ symbol, volume: 0.4, stopLoss: 0 });
    await room.server.faults({
      requests: [
        { when: { nth: [1] }, fault: { kind: "reject", retcode: 10_004 } },
        { when: { nth: [2] }, fault: { kind: "reject", retcode: 10_021 } },
        { when: { nth: [3] }, fault: { kind: "lose", executed: true } },
      ],
    });
    const flat = await stage("flat", flatten("account"));
    expect(flat.rejections).toBe(2);
    expect(flat.round).toBeGreaterThan(1);
    const { deals } = await room.server.ledger();
    const out = deals.filter((row) => row["DEAL_ENTRY"] === "DEAL_ENTRY_OUT");
    expect(out.map((row) => row["DEAL_VOLUME"])).toEqual([0.4, 0.4]);
    expect(deals.some((row) => row["DEAL_ENTRY"] === "DEAL_ENTRY_INOUT")).toBe(false);
  });

  test("of what is automated leaves the hand's positions alone, whichever program sent them", async () => {
    await open();
    const hand = await room.order();
    await room.order({ automated: true });
    await room.order(
      { automated: true, action: "pending", kind: "buyLimit", price: 1.09, stopLoss: 1.08 },
      (s) => s.order !== 0n,
    );
    await room.giveOwnership("ea");
    await room.order({ automated: true });
    await stage("flat", flatten("automated"));
    const { positions, orders } = await room.server.ledger();
    expect(positions.map((row) => String(row["POSITION_TICKET"]))).toEqual([hand.position.toString()]);
    expect(orders).toEqual([]);
  });

  test("of this installation leaves strangers alone", async () => {
    await open();
    await room.order();
    const buy = { action: "TRADE_ACTION_DEAL", symbol: "EURUSD", volume: 0.1, type: "ORDER_TYPE_BUY" };
    await room.server.trade("client", { ...buy, type_filling: "ORDER_FILLING_FOK" });
    await stage("flat", flatten("installation"));
    expect((await room.server.ledger()).positions).toMatchObject([{ POSITION_MAGIC: "0" }]);
  });

  test("for another account or from an older bridge is refused; the same id again is answered with the state", async () => {
    await open();
    await room.order();
    await stage("refused", flatten("account", { login: 1n }));
    await stage("refused", flatten("account", { bridgeEpoch: 4n }));
    expect((await left()).positions).toBe(1);
    const id = flatten("account");
    await stage("flat", id);
    const ea = room.links.get("ea");
    const before = ea?.all("FlattenState").length ?? 0;
    flatten("account", { id });
    await room.bridge.until(() => (ea?.all("FlattenState").length ?? 0) > before, "an answer");
    expect(ea?.all("FlattenState").at(-1)?.fields.stage).toBe("flat");
  });

  test("waits for what is on its way, but not for what nobody will ever know", async () => {
    await open({ roles: ["ea"] });
    await room.server.faults({
      requests: [
        { when: { nth: [1] }, fault: { kind: "reject", retcode: 10_012 } },
        { when: { nth: [2] }, fault: { kind: "late", ms: 600, as: "silent" } },
      ],
    });
    await room.order({}, ({ status }) => status === "unknown");
    const late = room.send(room.command());
    await room.state(late, ({ status }) => status === "accepted");
    await stage("flat", flatten("account"));
    expect((await room.query(late)).status).toBe("done");
    expect(await left()).toEqual({ positions: 0, orders: 0 });
  });

  test("that was under way when the EA died goes on when it is back", async () => {
    await open();
    for (let i = 0; i < 3; i++) await room.order();
    await room.server.faults({ requests: [{ when: { every: 1 }, fault: { kind: "reject", retcode: 10_018 } }] });
    const id = flatten("account");
    await stage("closing", id);
    await room.program("ea").kill();
    await room.server.faults({});
    await room.startEa();
    await stage("flat", id);
    expect(await left()).toEqual({ positions: 0, orders: 0 });
  });
});

describe("the button on the chart", () => {
  test("closes everything with the bridge dead, at the second click, and latches", async () => {
    await open();
    await room.order();
    await pendingOrder();
    room.bridge.close();
    const ea = room.program("ea");
    await click();
    expect((await ea.chart()).objects["Fairlead.flatten"]?.["OBJPROP_TEXT"]).toBe("Click again to close everything");
    await pause(100);
    expect(await left()).toEqual({ positions: 1, orders: 1 });
    await pause(300);
    await click();
    await EaWorld.panelSays(ea, "Guard: LATCHED");
    const deadline = Date.now() + 5_000;
    while ((await left()).positions + (await left()).orders > 0 && Date.now() < deadline) await pause(20);
    expect(await left()).toEqual({ positions: 0, orders: 0 });
  });

  test("does nothing after one click, after two slow ones, and after a double click", async () => {
    await open();
    await room.order();
    await click();
    await pause(3_200);
    await click();
    await click();
    await pause(400);
    expect(await left()).toEqual({ positions: 1, orders: 0 });
    expect(await EaWorld.panel(room.program("ea"))).not.toContain("LATCHED");
  });
});

describe("a lapsed lease", () => {
  test("closes what is automated if the user chose so, and only that", async () => {
    await open();
    const hand = await room.order();
    await room.order({ automated: true });
    await room.holdLease(true);
    await room.lapse();
    expect(await stage("flat")).toMatchObject({ cause: "leaseLapsed", scope: "automated" });
    const { positions } = await room.server.ledger();
    expect(positions.map((row) => String(row["POSITION_TICKET"]))).toEqual([hand.position.toString()]);
  });

  test("closes nothing if the user did not", async () => {
    await open();
    await room.order({ automated: true });
    await room.lapse();
    await pause(300);
    expect((await left()).positions).toBe(1);
  });

  test("is noticed by an EA that was dead meanwhile, whatever was chosen for another account in between", async () => {
    await open({ roles: ["ea"] });
    await room.holdLease(true);
    // The order follows the lease on the same socket: once it is done, the choice is known.
    await room.order({ automated: true });
    room.dropLease();
    await room.program("ea").restart(Reason.account, { account: { ACCOUNT_LOGIN: 777 } });
    const other = await room.bridge.link("ea", room.link);
    room.links.set("ea", other);
    const choice = { bridgeEpoch: 5n, login: 777n, server: SERVER, renewal: 1n, ttlMs: 60_000, flattenOnLapse: false };
    other.send("Lease", choice);
    await other.next("LeaseState", ({ fields }) => fields.status === "held");
    expect((await left()).positions).toBe(1);
    await room.program("ea").kill();
    await room.startEa();
    expect(await stage("flat")).toMatchObject({ cause: "leaseLapsed" });
    expect((await left()).positions).toBe(0);
  });
});
