import { describe, expect, test } from "vitest";
import { FaultPlan } from "#bridge/paper-terminal/trade-server/faults/fault-plan.ts";
import { TradeWorld } from "#test/fixtures/trade-world.ts";

const struck = (fault: object, nth = 1): { requests: object[] } => ({ requests: [{ when: { nth: [nth] }, fault }] });

describe("a request", () => {
  test("that is lost on its way is never executed; one whose answer is lost is, and its state is told", () => {
    const before = new TradeWorld({ faults: struck({ kind: "lose", executed: false }) });
    expect(before.send({}).result).toBeNull();
    expect(before.server.positions()).toEqual([]);
    const after = new TradeWorld({ faults: struck({ kind: "lose", executed: true }) });
    expect(after.send({}).result).toBeNull();
    expect(after.server.positions()).toHaveLength(1);
    expect(after.log.filter((line) => line.startsWith("request"))).toEqual([]);
    expect(after.buy(1).retcode).toBe(10_009);
  });

  test("meets a connection that breaks before or after it is executed; what is on its way then is executed", async () => {
    for (const at of ["before", "after"] as const) {
      const world = new TradeWorld({ faults: struck({ kind: "cut", at, forMs: 500 }) });
      expect(world.send({}).result).toBeNull();
      expect(world.server.positions()).toHaveLength(at === "before" ? 0 : 1);
      expect(world.buy(1).retcode).toBe(10_031);
      await world.clock.advance(500);
      expect(world.server.connected).toBe(true);
      expect(world.buy(0.1).retcode).toBe(10_009);
      expect(world.log.filter((line) => line.endsWith("connected"))).toEqual(["disconnected", "connected"]);
    }
  });

  test.each([10_004, 10_006, 10_018, 10_021, 10_024, 10_028])(
    "is refused with %i by plan, and not executed",
    (retcode) => {
      const world = new TradeWorld({ faults: struck({ kind: "reject", retcode }) });
      expect(world.buy(1)).toMatchObject({ retcode, order: 0n });
      expect(world.server.positions()).toEqual([]);
    },
  );

  test("slips: it is filled worse in market execution, and requoted in instant execution beyond its deviation", () => {
    const market = new TradeWorld({ faults: struck({ kind: "slip", points: 7 }) });
    expect(market.buy(1).price).toBe(1.10017);
    const instant = new TradeWorld({
      faults: struck({ kind: "slip", points: 7 }),
      instrument: { execution: "instant" },
    });
    expect(instant.buy(1, { price: 1.1001, deviation: 6 }).retcode).toBe(10_004);
  });

  test("finds a part of its volume: IOC keeps the part, FOK nothing, RETURN waits for the rest", () => {
    const half = struck({ kind: "partial", fraction: 0.5 });
    const ioc = new TradeWorld({ faults: half });
    expect(ioc.buy(1)).toMatchObject({ retcode: 10_010, volume: 0.5 });
    expect(ioc.history()).toMatchObject([{ state: "cancelled", volumeInitial: 1, volumeCurrent: 0.5 }]);
    const fok = new TradeWorld({ faults: half });
    expect(fok.buy(1, { filling: "fok" })).toMatchObject({ retcode: 10_006 });
    expect(fok.server.positions()).toEqual([]);
    const rest = new TradeWorld({ faults: half, instrument: { execution: "exchange" } });
    expect(rest.buy(1, { filling: "return" })).toMatchObject({ retcode: 10_010, volume: 0.5 });
    expect(rest.server.orders()).toMatchObject([{ state: "partial", volumeCurrent: 0.5 }]);
    rest.quote(1.1002);
    expect(rest.server.positions()).toMatchObject([{ volume: 1 }]);
    expect(rest.history()).toMatchObject([{ state: "filled", volumeCurrent: 0 }]);
    expect(rest.deals().map(({ position }) => position)).toEqual([rest.deals()[0]?.order, rest.deals()[0]?.order]);
  });

  test.each([
    ["timeout", 10_012],
    ["placed", 10_008],
  ] as const)("is executed two minutes later, answered %s meanwhile", async (as, retcode) => {
    const world = new TradeWorld({ faults: struck({ kind: "late", ms: 120_000, as }) });
    expect(world.buy(1)).toMatchObject({ retcode, order: 0n });
    await world.clock.advance(119_999);
    expect(world.server.state()).toMatchObject({ positions: [], orders: [] });
    world.quote(1.2);
    await world.clock.advance(1);
    expect(world.server.positions()).toMatchObject([{ volume: 1, priceOpen: 1.2001 }]);
  });

  test("is taken as an order at once, locked while the dealer has it, and filled later", async () => {
    const world = new TradeWorld({ faults: struck({ kind: "late", ms: 5_000, as: "order" }) });
    const { order, retcode } = world.buy(1);
    expect(retcode).toBe(10_008);
    expect(world.server.orders()).toMatchObject([{ ticket: order, state: "started" }]);
    expect(world.ask({ action: "remove", order }).retcode).toBe(10_028);
    world.quote(1.2);
    expect(world.server.positions()).toEqual([]);
    await world.clock.advance(5_000);
    expect(world.server.positions()).toMatchObject([{ ticket: order, priceOpen: 1.2001 }]);
  });

  test("that closes late blocks another close of the position, and is rejected when the position is gone by then", async () => {
    const world = new TradeWorld({ faults: struck({ kind: "late", ms: 5_000, as: "order" }, 2) });
    const { order } = world.buy(1, { stopLoss: 1.09 });
    expect(world.sell(1, { position: order }).retcode).toBe(10_008);
    expect(world.sell(1, { position: order }).retcode).toBe(10_039);
    world.quote(1.08);
    expect(world.server.positions()).toEqual([]);
    await world.clock.advance(5_000);
    expect(world.server.positions()).toEqual([]);
    expect(world.history().at(-1)).toMatchObject({ kind: "sell", state: "rejected" });
  });

  test("has its comment cut, replaced or emptied, and never more than 31 characters of it", () => {
    const comment = "an intent of forty characters, no less!!";
    for (const [fault, expected] of [
      [{ kind: "comment", as: "truncated", length: 5 }, "an in"],
      [{ kind: "comment", as: "replaced", text: "#4711" }, "#4711"],
      [{ kind: "comment", as: "empty" }, ""],
      [{ kind: "delay", ms: 0 }, comment.slice(0, 31)],
    ] as const) {
      const world = new TradeWorld({ faults: struck(fault) });
      world.buy(1, { comment });
      expect([world.server.positions()[0]?.comment, world.deals()[0]?.comment]).toEqual([expected, expected]);
    }
  });

  test("takes its time: the server's latency, and an answer that is held back", async () => {
    const world = new TradeWorld({ faults: { latencyMs: 40, ...struck({ kind: "delay", ms: 25 }) } });
    const sent = world.send({});
    await world.clock.advance(39);
    expect(world.server.positions()).toEqual([]);
    await world.clock.advance(1);
    expect(world.server.positions()).toHaveLength(1);
    expect(sent.result).toBeNull();
    await world.clock.advance(25);
    expect(sent.result).toMatchObject({ retcode: 10_009 });
  });

  test("meets the server's death where the plan says", () => {
    for (const at of ["received", "executed", "journalled", "answered"] as const) {
      const order: string[] = [];
      const world = new TradeWorld({
        faults: struck({ kind: "die", at }),
        server: { die: (where) => order.push(where), keep: () => order.push("kept") },
      });
      world.send({});
      const expected = { received: ["received", "kept"], executed: ["executed", "kept"] }[at as string];
      expect(order).toEqual(expected ?? ["kept", at]);
    }
  });
});

describe("transactions", () => {
  const all = { requests: [], transactions: [] as object[] };
  const told = (world: TradeWorld): string[] =>
    world.events.map((event) => ("transaction" in event ? event.transaction.type : "request"));
  const plain = ["orderAdd", "dealAdd", "orderDelete", "historyAdd"];

  test("of a deal are order added, deal, order deleted, history; of a position's change by the deal there is none", () => {
    const world = new TradeWorld();
    world.buy(1);
    expect(told(world)).toEqual(plain);
  });

  test("are dropped, doubled, put off and reordered by plan; the state never is", async () => {
    const of = (fault: object, when: object): TradeWorld =>
      new TradeWorld({ faults: { ...all, transactions: [{ when, fault }] } });
    const dropped = of({ kind: "drop" }, { chance: 1 });
    dropped.buy(1);
    expect(told(dropped)).toEqual([]);
    expect(dropped.log).toContain("deal 2 buy in 1 @1.1001 0");
    const doubled = of({ kind: "duplicate" }, { nth: [2] });
    doubled.buy(1);
    expect(told(doubled)).toEqual(["orderAdd", "dealAdd", "dealAdd", "orderDelete", "historyAdd"]);
    const late = of({ kind: "delay", ms: 300 }, { nth: [1] });
    late.buy(1);
    expect(told(late)).toEqual(plain.slice(1));
    await late.clock.advance(300);
    expect(told(late).at(-1)).toBe("orderAdd");
    const reordered = of({ kind: "reorder" }, { every: 2 });
    reordered.buy(1);
    expect(told(reordered)).toEqual(["dealAdd", "historyAdd", "orderDelete", "orderAdd"]);
  });
});

test("the same plan strikes at the same requests, another seed at others, and about as often as it says", () => {
  const run = (seed: number): number[] => {
    const rule = { when: { chance: 0.2 }, fault: { kind: "reject", retcode: 10_006 } };
    const world = new TradeWorld({ faults: { seed, requests: [rule] } });
    return Array.from({ length: 500 }, () => world.ask({ action: "remove", order: 1n }).retcode);
  };
  expect(run(1)).toEqual(run(1));
  expect(run(2)).not.toEqual(run(1));
  const often = run(1).filter((retcode) => retcode === 10_006).length;
  expect(often).toBeGreaterThan(70);
  expect(often).toBeLessThan(130);
});

test("a rule may be for some actions only, and every nth from one on", () => {
  const rule = { when: { every: 2, from: 3 }, fault: { kind: "reject", retcode: 10_006 }, actions: ["deal"] };
  const world = new TradeWorld({ faults: { requests: [rule] } });
  const codes = [
    world.buy(0.1).retcode,
    world.buy(0.1).retcode,
    world.buy(0.1).retcode,
    world.buy(0.1).retcode,
    world.ask({ action: "remove", order: 1n }).retcode,
    world.buy(0.1).retcode,
    world.buy(0.1).retcode,
  ];
  expect(codes).toEqual([10_009, 10_009, 10_006, 10_009, 10_013, 10_009, 10_006]);
});

test("a plan with a word that is none is refused as a whole", () => {
  expect(() =>
    FaultPlan.parse({ requests: [{ when: { nth: [0] }, fault: { kind: "lose", executed: true } }] }),
  ).toThrow();
  expect(() => FaultPlan.parse({ latency: 5 })).toThrow();
  expect(() => FaultPlan.parse(struck({ kind: "explode" }))).toThrow();
});
