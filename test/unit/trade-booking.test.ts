import { describe, expect, test } from "vitest";
import { TradeWorld } from "#test/fixtures/trade-world.ts";

describe("a hedging account", () => {
  test("opens a position for each deal, closes it in parts and whole, and books each part's profit", () => {
    const world = new TradeWorld();
    const opened = world.buy(1, { magic: 77n, comment: "a thought" });
    expect(opened).toMatchObject({ retcode: 10_009, volume: 1, price: 1.1001, bid: 1.1, ask: 1.1001 });
    world.buy(0.5);
    expect(world.server.positions()).toMatchObject([
      { ticket: opened.order, identifier: opened.order, side: "buy", volume: 1, magic: 77n, comment: "a thought" },
      { volume: 0.5 },
    ]);
    world.quote(1.102);
    expect(world.sell(0.3, { position: opened.order })).toMatchObject({ retcode: 10_009, price: 1.102 });
    expect(world.server.account().balance).toBe(10_057);
    world.sell(0.7, { position: opened.order });
    expect(world.deals().map(({ entry, volume, profit }) => [entry, volume, profit])).toEqual([
      ["in", 1, 0],
      ["in", 0.5, 0],
      ["out", 0.3, 57],
      ["out", 0.7, 133],
    ]);
    expect(world.server.positions()).toHaveLength(1);
    expect(world.server.account().balance).toBe(10_190);
  });

  test("a close of more than the position is refused, one of a closed position too, and a position named on its own side", () => {
    const world = new TradeWorld();
    const { order } = world.buy(0.5);
    expect(world.sell(0.6, { position: order }).retcode).toBe(10_038);
    expect(world.buy(0.1, { position: order }).retcode).toBe(10_013);
    world.sell(0.5, { position: order });
    expect(world.sell(0.5, { position: order }).retcode).toBe(10_036);
    expect(world.server.positions()).toEqual([]);
  });

  test("two opposite positions close by each other: both deals are out_by, the first carries the profit, the rest stays", () => {
    const world = new TradeWorld();
    const long = world.buy(1).order;
    world.quote(1.105);
    const short = world.sell(0.4).order;
    const result = world.ask({ action: "closeBy", position: long, positionBy: short });
    expect(result).toMatchObject({ retcode: 10_009, volume: 0.4 });
    expect(world.deals().slice(-2)).toMatchObject([
      { entry: "outBy", kind: "sell", volume: 0.4, price: 1.105, profit: 196, position: long },
      { entry: "outBy", kind: "buy", volume: 0.4, price: 1.105, profit: 0, position: short },
    ]);
    expect(world.server.positions()).toMatchObject([{ ticket: long, volume: 0.6 }]);
    expect(world.history().at(-1)).toMatchObject({
      kind: "closeBy",
      position: long,
      positionBy: short,
      state: "filled",
    });
    expect(world.ask({ action: "closeBy", position: long, positionBy: short }).retcode).toBe(10_036);
  });

  test("where the broker wants it, positions are closed oldest first, and opposite ones are not opened", () => {
    const world = new TradeWorld({ terms: { fifoClose: true, hedgeAllowed: false } });
    const first = world.buy(0.1).order;
    const second = world.buy(0.1).order;
    expect(world.sell(0.1, { position: second }).retcode).toBe(10_045);
    expect(world.sell(0.1).retcode).toBe(10_046);
    expect(world.sell(0.1, { position: first }).retcode).toBe(10_009);
  });
});

describe("a netting account", () => {
  const netting = (): TradeWorld => new TradeWorld({ terms: { marginMode: "netting" } });

  test("keeps one position a symbol: averages what is added, shrinks by what is dealt against it", () => {
    const world = netting();
    world.buy(1);
    world.quote(1.102);
    world.buy(1);
    expect(world.server.positions()).toMatchObject([{ volume: 2, priceOpen: 1.1011 }]);
    world.sell(0.5);
    expect(world.server.positions()).toMatchObject([{ volume: 1.5, side: "buy" }]);
    expect(world.deals().at(-1)).toMatchObject({ entry: "out", profit: 45 });
    world.sell(1.5);
    expect(world.server.positions()).toEqual([]);
  });

  test("a larger opposite deal reverses: one inout deal, the identifier stays, the ticket is the new order's", () => {
    const world = netting();
    const first = world.buy(1, { stopLoss: 1.09 }).order;
    const second = world.sell(3, { takeProfit: 1.05, magic: 5n }).order;
    expect(world.deals().at(-1)).toMatchObject({ entry: "inOut", volume: 3, profit: -10, position: first });
    expect(world.server.positions()).toMatchObject([
      { ticket: second, identifier: first, side: "sell", volume: 2, priceOpen: 1.1, stopLoss: 0, takeProfit: 1.05 },
    ]);
    expect(world.buy(2, { position: first }).retcode).toBe(10_036);
    expect(world.buy(2, { position: second }).retcode).toBe(10_009);
    expect(world.server.positions()).toEqual([]);
  });

  test("stops follow the last order that adds, zero ones too; a partial close leaves them", () => {
    const world = netting();
    world.buy(1, { stopLoss: 1.09, takeProfit: 1.12 });
    world.sell(0.5, { stopLoss: 1.15 });
    expect(world.server.positions()).toMatchObject([{ stopLoss: 1.09, takeProfit: 1.12 }]);
    world.buy(0.1, { stopLoss: 1.08 });
    expect(world.server.positions()).toMatchObject([{ stopLoss: 1.08, takeProfit: 0 }]);
  });

  test("positions do not close by each other", () => {
    expect(netting().ask({ action: "closeBy", position: 1n, positionBy: 2n }).retcode).toBe(10_035);
  });
});

describe("pending orders", () => {
  test("a limit is filled at its price or better, a stop at the market, each into a position with its stops", () => {
    const world = new TradeWorld();
    const limit = world.ask({ action: "pending", kind: "buyLimit", price: 1.099, stopLoss: 1.09, filling: "return" });
    const stop = world.ask({ action: "pending", kind: "sellStop", price: 1.098, filling: "return", volume: 0.2 });
    expect(limit.retcode).toBe(10_009);
    expect(world.server.orders()).toMatchObject([{ ticket: limit.order, state: "placed" }, { ticket: stop.order }]);
    world.quote(1.097);
    expect(world.server.orders()).toEqual([]);
    expect(world.server.positions()).toMatchObject([
      { ticket: limit.order, priceOpen: 1.0971, stopLoss: 1.09, side: "buy" },
      { ticket: stop.order, priceOpen: 1.097, side: "sell", volume: 0.2 },
    ]);
    expect(world.history()).toMatchObject([{ state: "filled" }, { state: "filled" }]);
  });

  test("a stop-limit becomes a limit at its stop and is filled at its limit", () => {
    const world = new TradeWorld();
    const { order } = world.ask({
      action: "pending",
      kind: "buyStopLimit",
      price: 1.103,
      stopLimit: 1.102,
      filling: "return",
    });
    world.quote(1.1035);
    expect(world.server.orders()).toMatchObject([{ ticket: order, kind: "buyLimit", price: 1.102, stopLimit: 0 }]);
    world.quote(1.1015);
    expect(world.server.positions()).toMatchObject([{ ticket: order, priceOpen: 1.1016 }]);
  });

  test("is changed and removed; an unknown one is an invalid request, an unchanged one no change", () => {
    const world = new TradeWorld();
    const placed = { action: "pending", kind: "buyLimit", price: 1.09, filling: "return" } as const;
    const { order } = world.ask(placed);
    expect(world.ask({ ...placed, action: "modify", order }).retcode).toBe(10_025);
    expect(world.ask({ ...placed, action: "modify", order, price: 1.2 }).retcode).toBe(10_015);
    expect(world.ask({ ...placed, action: "modify", order, price: 1.08, stopLoss: 1.07 }).retcode).toBe(10_009);
    expect(world.server.orders()).toMatchObject([{ price: 1.08, stopLoss: 1.07, volumeCurrent: 1 }]);
    expect(world.ask({ action: "remove", order }).retcode).toBe(10_009);
    expect(world.history()).toMatchObject([{ ticket: order, state: "cancelled" }]);
    expect(world.ask({ action: "remove", order }).retcode).toBe(10_013);
  });

  test("expires at its time, at its day's end, or at the end of the day it names", () => {
    const HOUR = 3_600_000;
    const world = new TradeWorld();
    const order = { action: "pending", kind: "buyLimit", price: 1.09, filling: "return", volume: 0.1 } as const;
    const by = world.ask({ ...order, life: "specified", expiryMs: world.now() + HOUR }).order;
    const day = world.ask({ ...order, life: "day" }).order;
    const dated = world.ask({ ...order, life: "specifiedDay", expiryMs: world.now() + 24 * HOUR }).order;
    world.ask(order);
    const left = (): bigint[] => world.server.orders().map(({ ticket }) => ticket);
    world.skip(HOUR - 1);
    expect(left()).toContain(by);
    world.skip(1);
    expect(left()).not.toContain(by);
    expect(left()).toContain(day);
    world.skip(13 * HOUR);
    expect(left()).not.toContain(day);
    world.skip(24 * HOUR - 1);
    expect(left()).toContain(dated);
    world.skip(1);
    expect(left()).toHaveLength(1);
    expect(world.history().map(({ state }) => state)).toEqual(["expired", "expired", "expired"]);
  });

  test("one that the account cannot carry when its price comes is rejected, and nothing is opened", () => {
    const world = new TradeWorld();
    const { order } = world.ask({ action: "pending", kind: "buyLimit", price: 1.09, filling: "return", volume: 5 });
    world.buy(6);
    world.quote(1.0895);
    expect(world.history().find(({ ticket }) => ticket === order)).toMatchObject({ state: "rejected" });
    expect(world.server.positions()).toHaveLength(1);
  });
});

describe("what the broker closes", () => {
  test("a stop loss closes at the market with its reason and comment, also through a gap; a take profit likewise", () => {
    const world = new TradeWorld();
    const lost = world.buy(0.1, { stopLoss: 1.095, magic: 9n }).order;
    world.quote(1.0901);
    expect(world.deals().at(-1)).toMatchObject({
      entry: "out",
      origin: "stopLoss",
      comment: "[sl 1.09500]",
      price: 1.0901,
      position: lost,
      magic: 9n,
    });
    world.sell(0.1, { takeProfit: 1.08 });
    world.quote(1.0799, 1.08);
    expect(world.deals().at(-1)).toMatchObject({ origin: "takeProfit", comment: "[tp 1.08000]", price: 1.08 });
    expect(world.server.positions()).toEqual([]);
  });

  test("stop-out closes the largest loser first, and stops once the level is above the broker's again", () => {
    const world = new TradeWorld();
    const small = world.buy(1).order;
    const large = world.buy(7).order;
    world.quote(1.0925);
    expect(world.deals().at(-1)).toMatchObject({ origin: "stopOut", position: large });
    expect(world.deals().at(-1)?.comment).toMatch(/^so \d+\.\d\d%/);
    expect(world.server.positions()).toMatchObject([{ ticket: small }]);
    expect(world.server.account().marginLevel).toBeGreaterThan(50);
  });

  test("swap is charged at broker midnight, three times on the triple day, not at the weekend, and booked by share", () => {
    const DAY = 86_400_000;
    const world = new TradeWorld();
    const { order } = world.buy(1);
    const swap = (): number | undefined => world.server.positions()[0]?.swap;
    world.skip(13 * 3_600_000);
    expect(swap()).toBe(0);
    world.skip(3_600_000);
    expect(swap()).toBe(-7);
    world.skip(DAY);
    expect(swap()).toBe(-28);
    world.skip(4 * DAY);
    expect(swap()).toBe(-42);
    world.skip(7 * DAY);
    expect(swap()).toBe(-91);
    const { equity } = world.server.account();
    world.sell(0.25, { position: order });
    expect(world.deals().at(-1)).toMatchObject({ swap: -22.75 });
    world.sell(0.75, { position: order });
    expect(world.deals().at(-1)).toMatchObject({ swap: -68.25 });
    expect(world.server.account().balance).toBe(equity);
  });
});
