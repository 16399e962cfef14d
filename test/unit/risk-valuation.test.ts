import fc from "fast-check";
import { expect, test } from "vitest";
import { marginOf } from "#shared/trading/valuation/margin.ts";
import { profitOfMove } from "#shared/trading/valuation/profit.ts";
import { ratesOf } from "#shared/trading/valuation/rates.ts";
import type { Side, ValuedSpec } from "#shared/trading/valuation/spec.ts";
import { DE40, EURGBP, EURJPY, EURUSD, pairSpec, RATES, USDJPY, XAUUSD } from "#test/fixtures/risk/risk-builders.ts";

const profit = (
  spec: ValuedSpec,
  side: Side,
  lots: number,
  open: number,
  close: number,
  { currency = "USD", spread = 0, rates = RATES } = {},
): number | null => profitOfMove(spec, { side, lots, open, close }, { currency, rates, spread });

// Vectors by hand from ENUM_SYMBOL_CALC_MODE (mql5.com/en/docs/constants/environment_state/marketinfoconstants).
test("one pip of a lot of EURUSD is 10 dollars, won or lost", () => {
  expect(profit(EURUSD, "buy", 1, 1.1, 1.1001)).toBeCloseTo(10, 9);
  expect(profit(EURUSD, "sell", 1, 1.1, 1.1001)).toBeCloseTo(-10, 9);
  expect(profit(EURUSD, "buy", 0.37, 1.1, 1.09)).toBeCloseTo(-370, 9);
});

test("a yen pair on a dollar account turns its loss into dollars at the price of the close, not of now", () => {
  // 10 JPY x 100,000 = 1,000,000 JPY; at 140 that is 7,142.857 USD. At today's 150 it would be 6,666.67: 7 % too little.
  expect(profit(USDJPY, "buy", 1, 150, 140)).toBeCloseTo(-7_142.857_142, 5);
  // A sell leaves at the ask; what it owes is bought at the bid of that moment: 1,000,000 / (160 - 0.02).
  expect(profit(USDJPY, "sell", 1, 150, 160, { spread: 0.02 })).toBeCloseTo(-1_000_000 / 159.98, 5);
  // Won yen buy dollars at the ask.
  expect(profit(USDJPY, "buy", 1, 150, 151, { spread: 0.02 })).toBeCloseTo(100_000 / 151.02, 5);
});

test("a yen cross becomes dollars through USDJPY, a loss at the dearer side", () => {
  expect(profit(EURJPY, "buy", 1, 165, 164)).toBeCloseTo(-100_000 / 150, 6);
  expect(profit(EURJPY, "buy", 1, 164, 165)).toBeCloseTo(100_000 / 150.01, 6);
});

test("gold: 100 ounces a lot, ten dollars are a thousand; an index in euros becomes dollars through EURUSD", () => {
  expect(profit(XAUUSD, "buy", 1, 4_000, 3_990)).toBeCloseTo(-1_000, 9);
  expect(profit(XAUUSD, "sell", 0.03, 4_000, 4_012.34)).toBeCloseTo(-37.02, 6);
  expect(profit(DE40, "buy", 2, 23_000, 22_950)).toBeCloseTo(-50 * 2 * 1.1001, 6);
  expect(profit(DE40, "buy", 2, 22_950, 23_000)).toBeCloseTo(50 * 2 * 1.1, 6);
});

test("a cross pair on an account of a third currency goes by way of the dollar", () => {
  // 100 pips of EURGBP = 1,000 GBP, won: sold for dollars at 1.3, these for yen at 150.
  expect(profit(EURGBP, "buy", 1, 0.88, 0.89, { currency: "JPY" })).toBeCloseTo(1_000 * 1.3 * 150, 4);
  expect(profit(EURGBP, "buy", 1, 0.89, 0.88, { currency: "JPY" })).toBeCloseTo(-1_000 * 1.3002 * 150.01, 4);
});

test("futures count ticks: move / tick size x tick value x lots, by the side of the tick value that applies", () => {
  const future: ValuedSpec = {
    ...pairSpec("SI", 3, { calculation: "exchangeFutures", tickSize: 0.005 }),
    tickValueProfit: 25,
    tickValueLoss: 25.5,
  };
  expect(profit(future, "buy", 2, 30, 30.05)).toBeCloseTo(500, 6);
  expect(profit(future, "sell", 2, 30, 30.05)).toBeCloseTo(-510, 6);
});

test("without a quote the broker's tick value tells the worth; without either nothing is made up", () => {
  const none = ratesOf([]);
  expect(profit(EURJPY, "buy", 1, 165, 164, { rates: none })).toBeNull();
  expect(profit({ ...EURJPY, tickValueLoss: 0.66 }, "buy", 1, 165, 164, { rates: none })).toBeCloseTo(-660, 6);
  expect(profit(pairSpec("X", 2, { calculation: "exchangeBonds" }), "buy", 1, 100, 99)).toBeNull();
});

test("margin by calculation mode: 1 lot at 1:100", () => {
  const terms = { currency: "USD", rates: RATES, leverage: 100, marginRate: null };
  // 100,000 EUR / 100 = 1,000 EUR, bought at 1.1001.
  expect(marginOf(EURUSD, 1, 1.1, terms)).toMatchObject({ exact: true, amount: expect.closeTo(1_100.1, 6) });
  expect(marginOf(USDJPY, 1, 150, terms)).toMatchObject({ amount: expect.closeTo(1_000, 6) });
  // 100 oz x 4,000 / 100.
  expect(marginOf(XAUUSD, 1, 4_000, terms)).toMatchObject({ exact: true, amount: expect.closeTo(4_000, 6) });
  const plain = pairSpec("XAUUSD", 2, { contractSize: 100, calculation: "cfd", currencyMargin: "USD" });
  expect(marginOf(plain, 1, 4_000, terms)).toMatchObject({ exact: false, amount: expect.closeTo(400_000, 6) });
  expect(marginOf(plain, 1, 4_000, { ...terms, marginRate: 0.05 })).toMatchObject({
    exact: true,
    amount: expect.closeTo(20_000, 6),
  });
  // Index: lots x contract x price x the worth of a point; 0.11 dollars a tick of 0.1 = 1.1 dollars a point.
  expect(marginOf({ ...DE40, tickValue: 0.11 }, 2, 23_000, terms)).toMatchObject({
    amount: expect.closeTo(2 * 23_000 * 1.1, 4),
  });
  const future = pairSpec("SI", 3, { calculation: "futures", marginInitial: 9_000, currencyMargin: "USD" });
  expect(marginOf(future, 2, 30, terms)).toMatchObject({ amount: expect.closeTo(18_000, 6) });
});

test("pairs are found by their currencies whatever suffix the broker gives them, and a broken quote is no rate", () => {
  const rates = ratesOf([
    { base: "EUR", profit: "USD", bid: 1.1, ask: 1.2 },
    { base: "GBP", profit: "USD", bid: 0, ask: 1.3 },
  ]);
  expect(rates("EUR", "USD")).toEqual({ bid: 1.1, ask: 1.2 });
  expect(rates("USD", "EUR")).toEqual({ bid: 1 / 1.2, ask: 1 / 1.1 });
  expect(rates("GBP", "USD")).toBeNull();
  expect(rates("GBP", "EUR")).toBeNull();
});

test("there and back never gains: a round trip over any quotes costs the spread", () => {
  const price = fc.double({ min: 0.001, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(price, price, fc.double({ min: 0, max: 0.1, noNaN: true }), (first, second, width) => {
      const rates = ratesOf([
        { base: "AAA", profit: "USD", bid: first, ask: first * (1 + width) },
        { base: "USD", profit: "BBB", bid: second, ask: second * (1 + width) },
      ]);
      const there = rates("AAA", "BBB");
      const back = rates("BBB", "AAA");
      expect((there?.bid ?? 2) * (back?.bid ?? 2)).toBeLessThanOrEqual(1 + 1e-9);
      expect(there?.ask ?? 0).toBeGreaterThanOrEqual(there?.bid ?? 1);
    }),
  );
});
