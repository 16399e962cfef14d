import { expect, test } from "vitest";
import { commonName, compareSources, ownNames } from "#shared/market/monitor/sources.ts";

test.each([
  ["EURUSD", "EURUSD"],
  ["EURUSD.r", "EURUSD"],
  ["EURUSDm", "EURUSD"],
  ["EURUSDpro", "EURUSD"],
  ["EURUSD-ECN", "EURUSD"],
  ["XAUUSDm", "XAUUSD"],
  ["GOLD", "XAUUSD"],
  ["GOLD.a", "XAUUSD"],
  ["#US30", "US30"],
  ["US30.cash", "US30"],
  ["DJ30", "US30"],
  ["GER40", "DE40"],
  ["btcusd", "BTCUSD"],
  ["Apple", "APPLE"],
  ["...", "..."],
])("%s is known as %s", (symbol, name) => {
  expect(commonName(symbol)).toBe(name);
});

test("the user's own names go before ours, and what is no pair of names is passed over", () => {
  const own = ownNames(["GOLD=GC", "xauusdm = GC", "nonsense", "=X"]);
  expect(own.size).toBe(2);
  expect(commonName("GOLD", own)).toBe("GC");
  expect(commonName("XAUUSDm", own)).toBe("GC");
});

const quote = (instrumentId: string, bid: number, ask: number, ageMs = 0) => ({ instrumentId, bid, ask, ageMs });

test("the best bid is the highest and the best ask the lowest, also where they cross", () => {
  const compared = compareSources(
    [quote("a", 1.1, 1.1002), quote("b", 1.1004, 1.1005), quote("c", 1.0999, 1.1001)],
    1_000,
  );
  expect(compared.best).toEqual({ bid: 1.1004, bidAt: "b", ask: 1.1001, askAt: "c" });
  expect(compared.divergence).toBeCloseTo(1.10045 - 1.1, 10);
});

test("a stale, crossed or empty quote is no source, and one source alone is compared with nothing", () => {
  const compared = compareSources(
    [quote("a", 1.1, 1.1002), quote("old", 2, 2.1, 1_000), quote("crossed", 3, 2), quote("none", 0, 0)],
    1_000,
  );
  expect(compared).toEqual({ best: undefined, divergence: undefined });
});
