import { expect, test } from "vitest";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { limitsDraft } from "#renderer/panels/risk/limits-draft.ts";
import { moneyOf } from "#renderer/panels/risk/limits-echo.ts";
import { readLimits } from "#renderer/panels/risk/read-limits.ts";
import { riskRows, usedShare } from "#renderer/panels/risk/risk-rows.ts";
import { type LimitsInput, LimitsSchema, type RiskView } from "#shared/contract/risk.ts";
import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";

const limitsOf = (id: keyof typeof PRESETS): LimitsInput =>
  LimitsSchema.parse(limitsFrom(PRESETS[id], 1_000_000 as MinorUnits));
const i18n = createI18n("en");
const text: Text = (key, values) => i18n.t(key, values ?? {});
const money = (minor: number) => ({ minor: minor as MinorUnits, currency: "USD", digits: 2 });
const account = { currency: "USD", currencyDigits: 2, balance: money(900_000), equity: money(890_000) };

test("every preset opened in the editor and saved unchanged is itself, sources and all", () => {
  for (const id of ["ftmoTwoStep", "ftmoOneStep", "custom"] as const) {
    const limits = limitsOf(id);
    expect(readLimits(limitsDraft(limits, 2), limits, 2), id).toEqual({ limits, problems: [] });
  }
});

test("an edited number loses the source that said another one; the others keep theirs", () => {
  const base = limitsOf("ftmoTwoStep");
  const draft = limitsDraft(base, 2);
  const edited = { ...draft, amounts: { ...draft.amounts, dailyLoss: { ...draft.amounts.dailyLoss, typed: "4,5" } } };
  const { limits } = readLimits(edited, base, 2);
  expect(limits?.dailyLoss).toMatchObject({ amount: { percent: 4.5 }, source: null });
  expect(limits?.totalLoss?.source).toEqual(base.totalLoss?.source);
});

test("what cannot be read or cannot be is named by its field, and nothing would be saved", () => {
  const base = limitsOf("custom");
  const draft = limitsDraft(base, 2);
  const change = {
    ...draft,
    zone: "Mars/Olympus",
    initialBalance: "10.000",
    amounts: { ...draft.amounts, openRisk: { on: true, typed: "101", unit: "balance" as const } },
    numbers: { ...draft.numbers, openTrades: { on: true, typed: "1.5" } },
  };
  const { limits, problems } = readLimits(change, base, 2);
  expect(limits).toBeUndefined();
  const fields = problems.map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(["zone", "initialBalance", "openTrades"]));
  const over = readLimits({ ...draft, amounts: change.amounts }, base, 2);
  expect(over.problems).toEqual([{ field: "openRisk", code: "PERCENT_OVER_100", words: "limits.PERCENT_OVER_100" }]);
});

test("a percentage is read back in money of what it is taken of, rounded down", () => {
  const draft = { initialBalance: "10000" };
  const day = null;
  const read = (unit: "initialBalance" | "balance" | "money", typed: string): string | undefined =>
    moneyOf({ on: true, typed, unit }, { draft, account, day }, text);
  expect(read("initialBalance", "5")).toBe("= 500.00 USD");
  expect(read("balance", "0,33")).toBe("= 29.70 USD");
  expect(read("money", "250")).toBe("= 250.00 USD");
  expect(read("money", "1.000")).toBeUndefined();
});

test("how much of a limit is used is of the amount that may be lost, or of the upper bound", () => {
  expect(usedShare({ value: 960_000, limit: 950_000, room: 10_000, params: { amountMinor: 50_000 } })).toBeCloseTo(0.8);
  expect(usedShare({ value: 3, limit: 4, room: 1, params: {} })).toBe(0.75);
  expect(usedShare({ value: 900_000, limit: 950_000, room: -50_000, params: { amountMinor: 50_000 } })).toBe(1);
  expect(usedShare({ value: null, limit: 4, room: null, params: {} })).toBeUndefined();
});

test("every limit that is set has a row; those that only an order is judged by have no number of now", () => {
  const limits = {
    ...limitsOf("custom"),
    openTrades: { count: 4, source: null },
    tradesPerDay: { count: 5, source: null },
  };
  const view: RiskView = {
    accountId: "1@A" as AccountId,
    currency: "USD",
    digits: 2,
    limits,
    rules: [],
    day: { key: "2026-11-21", resetMs: 1, startBalance: 1, startEquity: 1, confirmed: true, trades: 4, realised: 0 },
  };
  const rows = riskRows(view, { positions: 1, orders: 0 });
  const row = (field: string) => rows.find((one) => one.field === field);
  expect(rows.map(({ field }) => field)).toContain("stop");
  expect(row("orderRisk")?.now).toBeUndefined();
  expect(row("tradesPerDay")).toMatchObject({ used: 0.8, now: { status: "warn", room: 1 } });
  expect(row("openTrades")).toMatchObject({ used: 0.25, now: { status: "ok", room: 3 } });
  expect(riskRows({ ...view, limits: null }, { positions: 0, orders: 0 })).toEqual([]);
});
