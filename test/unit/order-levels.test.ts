import { expect, test } from "vitest";
import { orderLevels } from "#bridge/window/order-levels.ts";
import { branded, buy, EURUSD, lineTerms, pending, USDJPY } from "#test/fixtures/risk/risk-builders.ts";
import { accountState } from "#test/fixtures/trading/account-states.ts";
import { position } from "#test/fixtures/trading/records.ts";

const quote = { bid: 1.1, ask: 1.1002 };
const terms = lineTerms(EURUSD, { quote });
const state = accountState(0);

test("a market order's stop and target are worth the move from where it would fill, in cents, a loss negative", () => {
  const order = buy(0.1, { stopLoss: branded(1.09), takeProfit: branded(1.12) });
  expect(orderLevels(order, state, terms)).toEqual({ entry: 1.1002, lots: 0.1, atStop: -10_200, atTake: 19_800 });
  const sell = buy(0.1, { kind: "sell", stopLoss: branded(1.11), takeProfit: null });
  expect(orderLevels(sell, state, terms)).toEqual({ entry: 1.1, lots: 0.1, atStop: -10_000, atTake: null });
});

test("a pending order counts from its own price, a stop-limit from its limit", () => {
  expect(orderLevels(pending(), state, terms)).toMatchObject({ entry: 1.095, atStop: -5_000 });
  const stopLimit = pending({ kind: "buyStopLimit", price: branded(1.105), stopLimit: branded(1.104) });
  expect(orderLevels(stopLimit, state, terms)).toMatchObject({ entry: 1.104, atStop: -14_000 });
});

test("the closing commission is in it, and a pair quoted in yen is converted", () => {
  const charges = { ...terms.charges, commissionOut: 3.5 };
  const order = buy(1, { stopLoss: branded(1.0902) });
  expect(orderLevels(order, state, { ...terms, charges }).atStop).toBe(-100_350);
  const yen = lineTerms(USDJPY, { quote: { bid: 150, ask: 150 } });
  const bought = buy(1, { symbol: "USDJPY", stopLoss: branded(149) });
  // 100,000 yen lost, turned into dollars at the price of the close.
  expect(orderLevels(bought, state, yen).atStop).toBe(Math.round(-10_000_000 / 149));
});

test("moving a held position's stop is worth the move from its opening, for the lots it has", () => {
  const held = accountState(0, {
    positions: [position({ identifier: 7n, side: "buy", volume: 0.3, priceOpen: 1.09 })],
  });
  const stops = { action: "stops", symbol: "EURUSD", position: branded<never>(0), takeProfit: null } as const;
  const moved = { ...stops, position: 7n as never, stopLoss: branded<never>(1.095) };
  expect(orderLevels(moved, held, terms)).toEqual({ entry: 1.09, lots: 0.3, atStop: 15_000, atTake: null });
});

test("what is not known is null: no request, no account, no quote, no such position, an order without levels", () => {
  const none = { entry: null, lots: null, atStop: null, atTake: null };
  expect(orderLevels(null, state, terms)).toEqual(none);
  expect(orderLevels(buy(), undefined, terms)).toEqual(none);
  expect(orderLevels(buy(), state, null)).toEqual(none);
  expect(orderLevels(buy(), state, { ...terms, quote: null })).toEqual(none);
  const gone = {
    action: "stops",
    symbol: "EURUSD",
    position: 9n as never,
    stopLoss: branded<never>(1.09),
    takeProfit: null,
  } as const;
  expect(orderLevels(gone, state, terms)).toEqual(none);
  const remove = { action: "remove", symbol: "EURUSD", order: 9n as never, kind: "buyLimit" } as const;
  expect(orderLevels(remove, state, terms)).toEqual(none);
});
