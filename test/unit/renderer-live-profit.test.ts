import { expect, test } from "vitest";
import { liveProfit, rateReader } from "#renderer/stores/live-profit.ts";
import type { InstrumentId, MinorUnits } from "#shared/market/brands.ts";

const money = (minor: number) => ({ minor: minor as MinorUnits, currency: "USD", digits: 2 });
/** Half a lot, bought at 1.10000, seen by the broker at 1.10010: +5.00. */
const held = {
  side: "buy",
  volume: 0.5,
  priceOpen: 1.1,
  priceCurrent: 1.1001,
  profit: money(500),
} as const;
const EUR = { gainPerPrice: 100_000 };

test("between two snapshots the profit is the broker's, and what the price has moved since", () => {
  expect(liveProfit(held, EUR, { bid: 1.1001, ask: 1.1002 }, 1)).toEqual({
    price: 1.1001,
    minor: 500,
    estimate: false,
  });
  expect(liveProfit(held, EUR, { bid: 1.1004, ask: 1.1005 }, 1)).toMatchObject({ price: 1.1004, minor: 2_000 });
  expect(liveProfit(held, EUR, { bid: 1.099, ask: 1.0991 }, 1)).toMatchObject({ minor: -5_000, estimate: false });
});

test("a sell is closed at the ask, and gains when it falls", () => {
  const sold = { ...held, side: "sell", priceCurrent: 1.1002, profit: money(-1_000) } as const;
  expect(liveProfit(sold, EUR, { bid: 1.0999, ask: 1.1 }, 1)).toEqual({ price: 1.1, minor: 0, estimate: false });
});

test("another currency is reckoned at its quoted rate; without one at the snapshot's, and that is called an estimate", () => {
  const yen = { ...held, priceOpen: 150, priceCurrent: 150.1, profit: money(3_331) };
  expect(liveProfit(yen, EUR, { bid: 150.2, ask: 150.21 }, 1 / 150.2)).toMatchObject({ minor: 6_660, estimate: false });
  expect(liveProfit(yen, EUR, { bid: 150.2, ask: 150.21 }, undefined)).toMatchObject({ minor: 6_662, estimate: true });
  const flat = { ...yen, priceCurrent: 150, profit: money(0) };
  expect(liveProfit(flat, EUR, { bid: 150.2, ask: 150.21 }, undefined)).toMatchObject({ minor: 0, estimate: true });
  const future = { ...held, priceOpen: 4_000, priceCurrent: 4_010, profit: money(25_000) };
  expect(liveProfit(future, {}, { bid: 4_020, ask: 4_021 }, 1)).toMatchObject({ minor: 50_000, estimate: true });
});

test("a rate is read off the account's own pairs, either way round; a pair that is not quoted gives none", () => {
  const listed = ["EURUSD", "USDJPY.r"].map((symbol) => ({ symbol, id: symbol as InstrumentId }));
  const quotes = new Map([
    ["EURUSD", { bid: 1.1, ask: 1.1002 }],
    ["USDJPY.r", { bid: 150, ask: 150.02 }],
  ]);
  const rate = (from: string, to: string) => rateReader(from, to, listed, (id) => quotes.get(id))();
  expect(rate("USD", "USD")).toBe(1);
  expect(rate("EUR", "USD")).toBeCloseTo(1.1001, 10);
  expect(rate("JPY", "USD")).toBeCloseTo(1 / 150.01, 10);
  expect(rate("GBP", "USD")).toBeUndefined();
  quotes.clear();
  expect(rate("EUR", "USD")).toBeUndefined();
});
