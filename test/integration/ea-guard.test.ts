import { afterEach, describe, expect, test } from "vitest";
import type { FieldsOf, Frame } from "#shared/link/frame.ts";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import { type Command, LOGIN, type RoomOptions, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";

type GuardState = FieldsOf<"GuardState">;

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const guard = (over: Partial<FieldsOf<"Guard">> = {}): FieldsOf<"Guard"> => ({
  bridgeEpoch: 5n,
  version: 1n,
  login: LOGIN,
  server: SERVER,
  maxOrderLots: 0,
  maxTotalLots: 0,
  equityFloor: 0,
  entriesPaused: false,
  automationStopped: false,
  flattened: false,
  ...over,
});

/** Gives every program a guard and waits until each says that it holds. */
async function give(over: Partial<FieldsOf<"Guard">>): Promise<void> {
  for (const link of room.links.values()) {
    link.send("Guard", guard(over));
    await link.next("GuardState", ({ fields }) => fields.version === (over.version ?? 1n));
  }
}
const last = (): GuardState => room.link.all("GuardState").at(-1)?.fields as GuardState;
const halted = (over: Partial<Command> = {}) => room.order(over);

describe.each([["commandService"], ["ea"]] as const)("the guard of the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("bounds an order's lots and all open lots, orders that rest and orders under way among them", async () => {
    await open({ roles });
    await give({ maxOrderLots: 0.3, maxTotalLots: 0.5 });
    expect(await halted({ volume: 0.31 })).toMatchObject({ refusal: "guardLots" });
    const { position } = await room.order({ volume: 0.3 });
    const pending = { action: "pending", kind: "buyLimit", price: 1.09, volume: 0.1 } as const;
    await room.order(pending, ({ order }) => order !== 0n);
    await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "late", ms: 700, as: "silent" } }] });
    const late = room.send(room.command({ volume: 0.1 }));
    expect(await halted({ volume: 0.01 })).toMatchObject({ refusal: "guardLots" });
    await room.state(late);
    expect(await halted({ volume: 0.01 })).toMatchObject({ refusal: "guardLots" });
    await room.order({ kind: "sell", position, volume: 0.3 });
    expect(await room.order({ volume: 0.1 })).toMatchObject({ status: "done" });
  });

  test("holds after kill -9 with the bridge dead, and a lower version or an older bridge changes nothing", async () => {
    await open({ roles });
    await give({ version: 7n, maxOrderLots: 0.05, entriesPaused: true });
    await room.program(role).kill();
    await (role === "ea" ? room.startEa() : room.startService());
    await room.link.next("GuardState", ({ fields }) => fields.version === 7n);
    expect(last()).toMatchObject({ maxOrderLots: 0.05, entriesPaused: true });
    const before = room.link.all("GuardState").length;
    room.link.send("Guard", guard({ version: 6n }));
    await room.bridge.until(() => room.link.all("GuardState").length > before, "an answer");
    room.link.send("Guard", guard({ version: 8n, bridgeEpoch: 4n }));
    await room.giveOwnership();
    expect(last()).toMatchObject({ version: 7n, entriesPaused: true });
    expect(await halted()).toMatchObject({ refusal: "halted" });
    await give({ version: 9n });
    expect(await room.order()).toMatchObject({ status: "done" });
  });

  test("stops automation while a hand may still trade, and pauses entries for both", async () => {
    await open({ roles });
    await give({ automationStopped: true });
    expect(await halted({ automated: true })).toMatchObject({ refusal: "halted" });
    const { position } = await room.order();
    await give({ version: 2n, entriesPaused: true });
    expect(await halted()).toMatchObject({ refusal: "halted" });
    expect(await room.order({ kind: "sell", position })).toMatchObject({ status: "done" });
  });
});

describe("the EA's own inputs", () => {
  test("bound the lots of both programs, and the stricter limit holds", async () => {
    await open({ ea: { inputs: { InpMaxLots: 0.2 } } });
    await give({ maxOrderLots: 1 });
    expect(await halted({ volume: 0.3 })).toMatchObject({ refusal: "guardLots" });
    expect(await room.order({ volume: 0.2 })).toMatchObject({ status: "done" });
    await give({ version: 2n, maxOrderLots: 0.1 });
    expect(await halted({ volume: 0.2 })).toMatchObject({ refusal: "guardLots" });
  });

  test("close everything at a loss and keep it closed, also with no bridge at all, until a guard lifts it", async () => {
    await open({ ea: { inputs: { InpMaxLoss: 500 } } });
    for (let i = 0; i < 3; i++) await room.order({ volume: 1, stopLoss: 0 });
    await room.order({ action: "pending", kind: "buyLimit", price: 1.05 }, ({ order }) => order !== 0n);
    room.bridge.close();
    await room.quote("EURUSD", 1.098, 1.0981);
    await EaWorld.panelSays(room.program("ea"), "Guard: LATCHED");
    await untilFlat();
    const { orders, deals } = await room.server.ledger();
    expect(orders).toEqual([]);
    expect(deals.filter((row) => row["DEAL_ENTRY"] === "DEAL_ENTRY_OUT")).toHaveLength(3);
    await room.server.trade("client", {
      action: "TRADE_ACTION_DEAL",
      symbol: "EURUSD",
      volume: 0.1,
      type: "ORDER_TYPE_BUY",
      type_filling: "ORDER_FILLING_FOK",
    });
    await untilFlat();
  });
});

async function untilFlat(): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { positions, orders } = await room.server.ledger();
    if (positions.length + orders.length === 0) return;
    if (Date.now() > deadline) throw new Error(`${positions.length} positions and ${orders.length} orders are left`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("money that is paid in or out", () => {
  const balance = (): number | undefined => room.link.all("AccountSnapshot").at(-1)?.fields.balance;
  /** The broker books a payment, and the EA has seen what it came to. */
  async function pay(amount: number): Promise<void> {
    await room.bridge.until(() => balance() !== undefined, "the account's figures");
    const after = (balance() ?? 0) + amount;
    await room.server.do({ kind: "deposit", amount, comment: "" });
    await room.bridge.until(() => Math.abs((balance() ?? 0) - after) < 0.01, `a balance of ${after}`);
  }
  const floors = (equityFloor: number): Promise<unknown> =>
    room.bridge.until(() => Math.abs(last().equityFloor - equityFloor) < 0.01, `a floor of ${equityFloor}`);

  test("is no loss of the EA's own limit and no room under it: the floor moves with it, also over the EA's restart", async () => {
    await open({ roles: ["ea"], ea: { inputs: { InpMaxLoss: 500 } } });
    await give({});
    await pay(-2_000);
    await floors(7_500);
    expect(await room.order({ volume: 0.1 })).toMatchObject({ status: "done" });
    await pay(5_000);
    await floors(12_500);
    await room.program("ea").kill();
    await room.server.do({ kind: "deposit", amount: -3_000, comment: "" });
    await room.startEa({ inputs: { InpMaxLoss: 500 } });
    await room.giveOwnership();
    await floors(9_500);
    expect(last()).toMatchObject({ ownLatch: false });
    await room.order({ volume: 2, stopLoss: 0 });
    await room.quote("EURUSD", 1.097, 1.0971);
    await room.link.next("GuardState", ({ fields }) => fields.ownLatch && fields.cause === "guardLoss");
    await untilFlat();
  });

  test("leaves the bridge a moment to move its floor after one that reached it, and closes if that stays where it is", async () => {
    await open({ roles: ["ea"] });
    await give({ equityFloor: 9_500 });
    await room.order({ volume: 0.1, stopLoss: 0 });
    const beganMs = performance.now();
    await pay(-2_000);
    await room.link.next("GuardState", ({ fields }) => fields.ownLatch && fields.cause === "guardLoss");
    expect(performance.now() - beganMs).toBeGreaterThan(5_000);
    await untilFlat();
  });
});

describe("the equity floor of the bridge", () => {
  test("latches every program of the terminal, flattens the account, says so, and a person's reset clears it", async () => {
    await open();
    const floor = 10_000 - 200;
    await give({ equityFloor: floor });
    await room.order({ volume: 1, stopLoss: 0 });
    await room.quote("EURUSD", 1.0979, 1.098);
    const ea = room.links.get("ea");
    const flat = (frame: Frame<"FlattenState">): boolean => frame.fields.stage === "flat";
    expect((await ea?.next("FlattenState", flat))?.fields).toMatchObject({ cause: "guardLoss", scope: "account" });
    await untilFlat();
    await room.link.next("GuardState", ({ fields }) => fields.ownLatch && fields.flattened);
    expect(await halted()).toMatchObject({ refusal: "halted" });
    await room.program("ea").kill();
    await room.startEa();
    await room.links.get("ea")?.next("GuardState", ({ fields }) => fields.ownLatch);
    await takeOver(2n);
    await give({ version: 3n });
    expect(await room.order()).toMatchObject({ status: "done" });
  });
});

/** As the bridge does when it hears of a latch: makes it its own under a higher version. Each program must have told. */
async function takeOver(version: bigint): Promise<void> {
  for (const link of room.links.values()) await link.next("GuardState", ({ fields }) => fields.ownLatch);
  for (const link of room.links.values()) {
    link.send("Guard", guard({ version, flattened: true }));
    await link.next("GuardState", ({ fields }) => fields.version === version && !fields.ownLatch && fields.flattened);
  }
}

describe("a latch of the terminal's own", () => {
  const press = async (): Promise<void> => {
    const ea = room.program("ea");
    await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
    await new Promise((resolve) => setTimeout(resolve, 400));
    await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
  };

  test("outlives every guard that left the bridge before it heard of it, and a restart; the bridge's own then holds", async () => {
    await open();
    await give({ version: 1n, equityFloor: 100 });
    await press();
    for (const link of room.links.values()) link.send("Guard", guard({ version: 2n, equityFloor: 200 }));
    for (const program of room.programs.values()) await program.command("ping");
    await room.program("ea").kill();
    await room.startEa();
    await room.program("commandService").kill();
    await room.startService();
    await room.giveOwnership();
    for (const link of room.links.values()) await link.next("GuardState", ({ fields }) => fields.ownLatch);
    expect(await halted()).toMatchObject({ refusal: "halted" });
    await takeOver(3n);
    expect(await halted()).toMatchObject({ refusal: "halted" });
    await give({ version: 4n });
    expect(await room.order()).toMatchObject({ status: "done" });
    await room.program("commandService").kill();
    await room.startService();
    await room.giveOwnership();
    expect(await room.order()).toMatchObject({ status: "done" });
  });
});
