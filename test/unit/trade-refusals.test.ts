import { describe, expect, test } from "vitest";
import type { TradeRequest } from "#bridge/paper-terminal/trade-server/engine/trade-request.ts";
import type { PaperInstrument } from "#bridge/paper-terminal/trade-server/instruments.ts";
import { BLANK, TradeWorld, type TradeWorldOptions } from "#test/fixtures/trade-world.ts";

type Row = readonly [name: string, code: number, request: Partial<TradeRequest>, instrument?: Partial<PaperInstrument>];
const limit = { action: "pending", kind: "buyLimit", price: 1.09, filling: "return" } as const;

const ROWS: readonly Row[] = [
  ["an action that MT5 does not know", 10_013, { action: "other" }],
  ["a symbol that the broker does not offer", 10_013, { symbol: "NOSUCH" }],
  ["a pending kind as a market order", 10_035, { kind: "buyLimit" }],
  ["a market kind as a pending order", 10_035, { ...limit, kind: "buy" }],
  ["lots below the least", 10_014, { volume: 0.001 }],
  ["lots above the most", 10_014, { volume: 101 }],
  ["lots between two steps", 10_014, { volume: 0.015 }],
  ["lots that are no number", 10_014, { volume: Number.NaN }],
  ["1e308 lots", 10_014, { volume: 1e308 }],
  ["negative lots", 10_014, { volume: -1 }],
  ["RETURN in market execution", 10_030, { filling: "return" }],
  ["BOC on a market order", 10_030, { filling: "boc" }],
  ["FOK where only IOC is offered", 10_030, { filling: "fok" }, { fillingFlags: 2 }],
  ["IOC where only FOK is offered", 10_030, { filling: "ioc" }, { fillingFlags: 1 }],
  ["BOC where it is not offered", 10_030, { ...limit, filling: "boc" }],
  ["a stop loss above the market on a buy", 10_016, { stopLoss: 1.2 }],
  ["a take profit below the market on a buy", 10_016, { takeProfit: 1.0 }],
  ["a stop nearer than the stops level", 10_016, { stopLoss: 1.0991 }, { stopsLevel: 100 }],
  ["a stop off the price grid", 10_016, { stopLoss: 1.0900051 }],
  ["a stop that is no number", 10_016, { stopLoss: Number.NaN }],
  ["a negative stop", 10_016, { stopLoss: -1 }],
  ["a buy limit above the market", 10_015, { ...limit, price: 1.11 }],
  ["a buy stop below the market", 10_015, { ...limit, kind: "buyStop" }],
  ["a sell limit below the market", 10_015, { ...limit, kind: "sellLimit" }],
  ["a sell stop above the market", 10_015, { ...limit, kind: "sellStop", price: 1.11 }],
  ["a pending price nearer than the stops level", 10_015, { ...limit, price: 1.0999 }, { stopsLevel: 100 }],
  ["a pending price off the grid", 10_015, { ...limit, price: 1.0900005 }],
  ["a pending order without a price", 10_015, { ...limit, price: 0 }],
  [
    "a stop-limit whose limit is before its stop",
    10_015,
    { ...limit, kind: "buyStopLimit", price: 1.11, stopLimit: 1.12 },
  ],
  [
    "a stop-limit where it is not offered",
    10_035,
    { ...limit, kind: "buyStopLimit", price: 1.11, stopLimit: 1.1 },
    { orderFlags: 119 },
  ],
  ["a stop loss where it is not offered", 10_035, { stopLoss: 1.09 }, { orderFlags: 111 }],
  ["an expiration in the past", 10_022, { ...limit, life: "specified", expiryMs: 1 }],
  ["a life that is not offered", 10_022, { ...limit, life: "day" }, { expirationFlags: 1 }],
  ["anything on a disabled symbol", 10_017, {}, { tradeMode: "disabled" }],
  ["a sell where only longs are allowed", 10_042, { kind: "sell" }, { tradeMode: "longOnly" }],
  ["a buy where only shorts are allowed", 10_043, {}, { tradeMode: "shortOnly" }],
  ["an opening where only closing is allowed", 10_044, {}, { tradeMode: "closeOnly" }],
  ["a pending order where only closing is allowed", 10_044, limit, { tradeMode: "closeOnly" }],
  ["more lots on a side than the limit", 10_034, { volume: 2 }, { volumeLimit: 1.5 }],
  ["more than the account can carry", 10_019, { volume: 50 }],
  ["a pending order that the account could not carry", 10_019, { ...limit, volume: 50 }],
  [
    "a price away from the market in instant execution",
    10_004,
    { price: 1.0995, deviation: 10 },
    { execution: "instant" },
  ],
  ["no price in instant execution", 10_015, {}, { execution: "instant" }],
  ["stops for a position that does not exist", 10_036, { action: "stops", position: 5n, stopLoss: 1 }],
  ["a close-by of positions that do not exist", 10_036, { action: "closeBy", position: 5n, positionBy: 6n }],
];

test.each(ROWS)("%s is refused with %i, and nothing changes", (...row) => {
  const [, retcode, request, instrument = {}] = row as unknown as Row;
  const world = new TradeWorld({ instrument });
  expect(world.ask(request)).toMatchObject({ retcode, deal: 0n, order: 0n });
  expect(world.server.check({ ...BLANK, ...request })).toMatchObject({ retcode });
  expect(world.server.state()).toMatchObject({ positions: [], orders: [], history: [], balance: 10_000 });
  expect(world.log.filter((line) => !line.startsWith("answer"))).toEqual([]);
});

describe("the market", () => {
  const world = (over: TradeWorldOptions = {}): TradeWorld => new TradeWorld(over);

  test("is closed outside its sessions: nothing opens, closes or moves, and no stop is hit", () => {
    const noon = { weekday: 2, fromS: 36_000, toS: 43_200 };
    const at = world({ server: { sessions: () => [noon] } });
    const { order } = at.buy(0.1, { stopLoss: 1.09 });
    at.skip(3 * 3_600_000);
    for (const request of [
      {},
      { kind: "sell", position: order, volume: 0.1 },
      { action: "stops", position: order },
    ] as const)
      expect(at.ask(request).retcode).toBe(10_018);
    at.quote(1.05);
    expect(at.server.positions()).toHaveLength(1);
  });

  test("without a quote, or without one that leads to the account's money, there is no price", () => {
    const at = world();
    at.server.restrict("EURUSD", { priceOff: true });
    expect(at.buy(0.1).retcode).toBe(10_021);
    at.server.restrict("EURUSD", { priceOff: false, closed: true });
    expect(at.buy(0.1).retcode).toBe(10_018);
    at.server.restrict("EURUSD", { closed: false });
    expect(at.buy(0.1).retcode).toBe(10_009);
  });

  test("what is about to be executed is frozen: it is neither changed nor closed", () => {
    const at = world({ instrument: { freezeLevel: 50 } });
    const { order } = at.buy(0.1, { stopLoss: 1.0996 });
    expect(at.ask({ action: "stops", position: order, stopLoss: 1.09 }).retcode).toBe(10_029);
    expect(at.sell(0.1, { position: order }).retcode).toBe(10_029);
    const pending = at.ask({ ...limit, price: 1.0997 }).order;
    expect(at.ask({ action: "remove", order: pending }).retcode).toBe(10_029);
    at.quote(1.102);
    expect(at.ask({ action: "remove", order: pending }).retcode).toBe(10_009);
    expect(at.sell(0.1, { position: order }).retcode).toBe(10_009);
  });

  test("in instant execution a price within the deviation is filled at the market", () => {
    const at = world({ instrument: { execution: "instant" } });
    expect(at.buy(0.1, { price: 1.1, deviation: 10 })).toMatchObject({ retcode: 10_009, price: 1.1001 });
  });
});

test.each([
  ["without a bid", 0, 1.1],
  ["without an ask", 1.1, 0],
  ["with its sides crossed", 1.1, 1.05],
  ["that is no number", Number.NaN, Number.NaN],
  ["without end", 1.1, Number.POSITIVE_INFINITY],
])("a tick %s is no price: it sets nothing off and values nothing", (_, bid, ask) => {
  const world = new TradeWorld();
  world.buy(0.1, { stopLoss: 1.09 });
  world.sell(0.1, { stopLoss: 1.2 });
  const before = world.server.account();
  world.server.quote("EURUSD", bid, ask);
  expect(world.server.account()).toEqual(before);
  expect(world.server.positions()).toHaveLength(2);
});

test("orders and positions beyond the account's limits are refused, closing stays possible", () => {
  const world = new TradeWorld({ terms: { limitOrders: 1, limitPositions: 1 } });
  world.ask(limit);
  expect(world.ask(limit).retcode).toBe(10_033);
  const { order } = world.buy(0.1);
  expect(world.buy(0.1).retcode).toBe(10_040);
  expect(world.sell(0.1, { position: order }).retcode).toBe(10_009);
});

test("closing is allowed where opening is not, but not on a disabled symbol", () => {
  const world = new TradeWorld();
  const { order } = world.buy(0.2);
  world.server.alterSymbol("EURUSD", { tradeMode: "closeOnly" });
  expect(world.sell(0.1, { position: order }).retcode).toBe(10_009);
  world.server.alterSymbol("EURUSD", { tradeMode: "disabled" });
  expect(world.sell(0.1, { position: order }).retcode).toBe(10_017);
});

test("on netting, an order that would reverse where only closing is allowed is refused whole", () => {
  const world = new TradeWorld({ terms: { marginMode: "netting" } });
  world.buy(0.2);
  world.server.alterSymbol("EURUSD", { tradeMode: "closeOnly" });
  expect(world.sell(0.3).retcode).toBe(10_044);
  expect(world.sell(0.2).retcode).toBe(10_009);
});

test("stops that are not changed are no change; one that moves away is checked, one that stays is not", () => {
  const world = new TradeWorld({ instrument: { stopsLevel: 100 } });
  const { order } = world.buy(0.1, { stopLoss: 1.099, takeProfit: 1.12 });
  expect(world.ask({ action: "stops", position: order, stopLoss: 1.099, takeProfit: 1.12 }).retcode).toBe(10_025);
  world.quote(1.0995);
  expect(world.ask({ action: "stops", position: order, stopLoss: 1.099, takeProfit: 1.13 }).retcode).toBe(10_009);
  expect(world.ask({ action: "stops", position: order, stopLoss: 1.0991, takeProfit: 1.13 }).retcode).toBe(10_016);
  expect(world.events.at(-1)).toMatchObject({ transaction: { type: "position", position: order, takeProfit: 1.13 } });
});
