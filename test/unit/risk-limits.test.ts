import { expect, test } from "vitest";
import { type ChargedDeal, estimateCharges } from "#shared/trading/exposure/estimate-charges.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";
import { limitMinor } from "#shared/trading/rules/amount.ts";
import { limitsProblem } from "#shared/trading/rules/limits-problem.ts";
import { limitsWith, minor } from "#test/fixtures/risk/risk-builders.ts";

test("every preset can be used as it is, and every limit that a firm sets says where and when it was read", () => {
  for (const preset of Object.values(PRESETS)) {
    const limits = limitsFrom(preset, minor(10_000_000));
    expect(limitsProblem(limits)).toBeNull();
    expect(JSON.parse(JSON.stringify(limits))).toEqual(limits);
    if (preset.id === "custom") continue;
    for (const limit of [limits.dailyLoss, limits.totalLoss]) {
      expect(limit?.source?.url).toMatch(/^https:\/\/([a-z.]+\.)?ftmo\.(com|oanda\.com)\//);
      expect(limit?.source?.asOf).toMatch(/^2026-\d\d-\d\d$/);
    }
  }
});

test("limits that could not be judged, or would lock everything unseen, are refused with the field at fault", () => {
  const none = { source: null };
  const percent = (of: "initialBalance" | "balance", value = 5) => ({ in: "percent", percent: value, of }) as const;
  const daily = { anchor: "dayStartBalance", unstopped: "unlimited", ...none } as const;
  expect(limitsProblem(limitsWith({ day: { zone: "CE(S)T", resetMinute: 0 } }))).toEqual({
    field: "day.zone",
    code: "ZONE_UNKNOWN",
  });
  const windows = [{ weekdays: [1], fromMinute: 0, toMinute: 60 }];
  expect(limitsProblem(limitsWith({ hours: { hours: { zone: "Mars/Base", windows }, ...none } }))).toMatchObject({
    field: "hours.zone",
  });
  expect(limitsProblem(limitsWith({ hours: { hours: { zone: "UTC", windows: [] }, ...none } }))).toMatchObject({
    code: "HOURS_EMPTY",
  });
  const missing = limitsWith({ initialBalance: minor(0), dailyLoss: { amount: percent("initialBalance"), ...daily } });
  expect(limitsProblem(missing)).toEqual({ field: "dailyLoss", code: "INITIAL_BALANCE_MISSING" });
  expect(limitsProblem(limitsWith({ orderRisk: { amount: percent("balance", 101), ...none } }))).toMatchObject({
    code: "PERCENT_OVER_100",
  });
});

test("a percentage is rounded down to the minor unit, and of a debt it is nothing", () => {
  const bases = { initialBalance: 999, dayStartBalance: 0, dayStartEquity: 0, balance: -50_000, equity: 29 } as never;
  expect(limitMinor({ in: "percent", percent: 5, of: "initialBalance" }, bases)).toBe(49);
  expect(limitMinor({ in: "percent", percent: 5, of: "balance" }, bases)).toBe(0);
  expect(limitMinor({ in: "percent", percent: 100, of: "equity" }, bases)).toBe(29);
});

test("commission is estimated from the account's own deals: the dearest of the last, per lot and side", () => {
  const deal = (over: Partial<ChargedDeal>): ChargedDeal => ({
    symbol: "EURUSD",
    kind: "buy",
    entry: "in",
    volume: 0.5,
    commission: -1.75,
    fee: 0,
    ...over,
  });
  expect(estimateCharges([], "EURUSD", 2)).toEqual({ commissionIn: 0, commissionOut: 0, slippagePoints: 2 });
  expect(estimateCharges([deal({})], "EURUSD", 0)).toMatchObject({ commissionIn: 3.5, commissionOut: 3.5 });
  const both = [deal({ entry: "out", commission: 0 }), deal({ volume: 1, commission: -3, fee: -1 }), deal({})];
  expect(estimateCharges(both, "EURUSD", 0)).toMatchObject({ commissionIn: 4, commissionOut: 0 });
  const others = [deal({ symbol: "XAUUSD", commission: -99 }), deal({ kind: "balance", commission: -99 })];
  expect(estimateCharges(others, "EURUSD", 0)).toMatchObject({ commissionIn: 0 });
  // A rebate is no cost, and no promise of one either.
  expect(estimateCharges([deal({ commission: 2 })], "EURUSD", 0)).toMatchObject({ commissionIn: 0 });
});
