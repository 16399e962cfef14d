import { expect, test } from "vitest";
import { asUtcMs } from "#shared/market/brands.ts";
import { firstRecord, onAccount } from "#shared/trading/day/risk-day.ts";
import { exposureOf } from "#shared/trading/exposure/account-exposure.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { verdict } from "#shared/trading/verdict/verdict.ts";
import {
  ACCOUNT,
  branded,
  buy,
  daily,
  EURUSD,
  exposed,
  held,
  inputWith,
  limitsWith,
  lineTerms,
  minor,
  money,
  NOON,
  own,
  QUOTED,
  ruleOf,
} from "#test/fixtures/risk/risk-builders.ts";

test("the ticket reads: if the stop is hit 101.00 are lost, and the daily room falls from 610.00 to 509.00", () => {
  const said = verdict(inputWith(buy(), { limits: limitsWith({ dailyLoss: daily(61_000) }) }));
  expect(said).toMatchObject({
    allowed: true,
    blocking: null,
    effect: "enters",
    newLots: 0.1,
    worst: { loss: 10_100, spread: 100, commission: 0, slippage: 0 },
    daily: { now: 61_000, before: 61_000, after: 50_900, floor: 939_000 },
    // 10,000 EUR / 100 at 1.1001.
    margin: 11_001,
  });
});

test("an order whose stop would break the daily loss is blocked by that name, with its numbers", () => {
  const said = verdict(inputWith(buy(1), { limits: limitsWith({ dailyLoss: daily(61_000) }) }));
  expect(said).toMatchObject({ allowed: false, blocking: "limit.dailyLoss", worst: { loss: 101_000 } });
  expect(said.rules.find(({ rule }) => rule === "limit.dailyLoss")).toMatchObject({
    status: "blocked",
    unit: "money",
    value: 899_000,
    limit: 939_000,
    room: -40_000,
    roomBefore: 61_000,
    message: "limit.dailyLoss.over",
  });
});

test("stops of other positions and pending orders are counted before this one", () => {
  const exposure = exposed(held({ volume: 0.4 }));
  const input = inputWith(buy(0.2), { exposure, limits: limitsWith({ dailyLoss: daily(60_000) }) });
  expect(verdict(input)).toMatchObject({
    daily: { now: 60_000, before: 20_000, after: -200 },
    blocking: "limit.dailyLoss",
  });
});

test("the worst case holds commission in and out, and slippage at both ends", () => {
  const charges = { commissionIn: 3, commissionOut: 4, slippagePoints: 5 };
  // 101 pips = 101.00; 0.1 lots x 7 = 0.70; 2 x 5 points = 1.00.
  expect(verdict(inputWith(buy(), { instrument: { ...QUOTED, charges } })).worst).toEqual({
    loss: 10_270,
    spread: 100,
    commission: 70,
    slippage: 100,
  });
});

test("a stop that the market has jumped past closes at the market: nothing is won by it on paper", () => {
  // Bought at 1.1, stopped at 1.09, now 150 pips down: the 50 pips beyond the stop are lost already.
  const exposure = exposed(held({ profit: -150, swap: -2 }));
  expect(exposure).toMatchObject({ dropToStops: 0, riskAtStops: 15_200 });
});

test("more of a netting position under a wider stop also costs what the part that is there would lose more", () => {
  const account = { ...ACCOUNT, marginMode: "netting" } as const;
  const exposure = exposed(held({ volume: 0.5, stopLoss: 1.095 }));
  const limits = limitsWith({ dailyLoss: daily(100_000) });
  const add = (stopLoss: number) =>
    verdict(inputWith(buy(0.1, { stopLoss: branded(stopLoss) }), { account, exposure, limits })).daily;
  // 0.5 lots to 1.095: 250.00. The order: 101.00 to 1.09, and 50 pips more for the 0.5 lots: 250.00.
  expect(add(1.09)).toMatchObject({ before: 75_000, after: 75_000 - 10_100 - 25_000 });
  expect(add(1.095)).toMatchObject({ before: 75_000, after: 75_000 - 5_100 });
});

test("pending orders count as trades of the day: each may still open", () => {
  const order = {
    ticket: 3n,
    symbol: "EURUSD",
    kind: "buyLimit",
    volumeCurrent: 0.1,
    price: 1.09,
    stopLimit: 0,
    stopLoss: 1.08,
    position: 0n,
  };
  const exposure = exposureOf([], [order], () => lineTerms(EURUSD));
  const limits = limitsWith({ tradesPerDay: { count: 1, ...own } });
  expect(verdict(inputWith(buy(), { limits })).blocking).toBeNull();
  expect(verdict(inputWith(buy(), { limits, exposure })).blocking).toBe("limit.tradesPerDay");
});

test("an order that brings a currency's net back towards nothing passes, also while that is over its limit", () => {
  const exposure = exposed(held({ side: "sell", volume: 1, stopLoss: 1.11 }));
  const limits = limitsWith({ currencyExposure: { amount: money(1_000_000), ...own } });
  const bought = (lots: number) =>
    verdict(
      inputWith(buy(lots), { exposure, limits, account: { ...ACCOUNT, balance: minor(9e8), equity: minor(9e8) } }),
    );
  expect(ruleOf(inputWith(buy(0.5), { exposure, limits }), "limit.currencyExposure")).toMatchObject({
    room: -4_499_500,
  });
  expect([0.5, 1, 1.9].map((lots) => bought(lots).blocking)).toEqual([null, null, null]);
  expect(bought(2.2).blocking).toBe("limit.currencyExposure");
});

test("a daily limit in percent of the day's start is worked out anew for the day after", () => {
  const limits = limitsWith({
    dailyLoss: {
      amount: { in: "percent", percent: 10, of: "dayStartBalance" },
      anchor: "dayStartBalance",
      unstopped: "unlimited",
      ...own,
    },
  });
  const morning = { balance: minor(1_000_000), equity: minor(1_000_000), atMs: NOON };
  const record = firstRecord(limits, morning, minor(1_000_000));
  const account = { ...ACCOUNT, balance: minor(1_200_000), equity: minor(1_200_000) };
  expect(verdict(inputWith(buy(), { account, risk: { limits, record } })).daily).toMatchObject({
    floor: 900_000,
    nextFloor: 1_080_000,
  });
});

test("a position without a stop has no worst case: the rule names it and takes no new risk until it has one", () => {
  const limits = limitsWith({ dailyLoss: daily(61_000), openRisk: { amount: money(50_000), ...own } });
  const exposure = exposed(held({ identifier: 99n, stopLoss: 0 }));
  const said = verdict(inputWith(buy(0.01), { exposure, limits }));
  expect(said.blocking).toBe("limit.openRisk");
  expect(said.rules.filter(({ status }) => status === "blocked")).toMatchObject([
    { rule: "limit.openRisk", message: "limit.openRisk.otherWithoutStop", params: { symbol: "EURUSD", ticket: "99" } },
    { rule: "limit.dailyLoss", message: "limit.dailyLoss.otherWithoutStop" },
  ]);
  expect(verdict(inputWith(buy(0.01, { stopLoss: null }), { limits }))).toMatchObject({
    blocking: "limit.openRisk",
    worst: { loss: null },
  });
  const asItStands: RiskLimits["dailyLoss"] = {
    amount: money(61_000),
    anchor: "dayStartBalance",
    unstopped: "asItStands",
    ...own,
  };
  expect(
    ruleOf(inputWith(buy(0.01), { exposure, limits: limitsWith({ dailyLoss: asItStands }) }), "limit.dailyLoss"),
  ).toMatchObject({
    status: "warn",
    message: "limit.dailyLoss.noEnd",
  });
});

test("from 80 % of a limit on it warns", () => {
  const at = (lots: number) =>
    ruleOf(inputWith(buy(lots), { limits: limitsWith({ dailyLoss: daily(101_000) }) }), "limit.dailyLoss");
  expect([0.79, 0.8, 1, 1.01].map((lots) => at(lots)?.status)).toEqual(["ok", "warn", "warn", "blocked"]);
});

test("FTMO's own example: 13,000 of floating loss are legal at 23:59 and a breach at 00:00", () => {
  // academy.ftmo.com/lesson/maximum-daily-loss: a 200,000 account, 4,000 won today, so 14,000 may be lost until midnight.
  const limits = limitsFrom(PRESETS.ftmoTwoStep, minor(20_000_000));
  const morning = {
    balance: minor(20_000_000),
    equity: minor(20_000_000),
    atMs: asUtcMs(Date.parse("2026-07-06T06:00:00Z")),
  };
  const night = asUtcMs(Date.parse("2026-07-06T21:59:00Z"));
  const account = { ...ACCOUNT, balance: minor(20_400_000), equity: minor(19_100_000) };
  const record = onAccount(firstRecord(limits, morning, minor(20_000_000)), limits, { ...account, atMs: night });
  const input = inputWith(buy(0.01), { account, nowMs: night, risk: { limits, record } });
  const said = verdict(input);
  expect(said.daily).toMatchObject({ now: 100_000, floor: 19_000_000, nextFloor: 19_400_000, nextNow: -300_000 });
  expect(said.rules.find(({ rule }) => rule === "limit.dailyLoss")).toMatchObject({
    status: "warn",
    message: "limit.dailyLoss.overAfterReset",
    params: { minutes: 1, roomAfterResetMinor: -301_010 },
    source: { url: "https://academy.ftmo.com/lesson/maximum-daily-loss", asOf: "2026-11-20" },
  });
  const minuteLater = verdict({ ...input, nowMs: asUtcMs(night + 60_000) });
  expect(minuteLater).toMatchObject({ blocking: "limit.dailyLoss", daily: { now: -300_000 } });
});

test("FTMO 1-Step's own example: 104,000 at one day's end put the floor at 94,000, and a worse day leaves it there", () => {
  // ftmo.com/au/?p=1671, the three days of its table.
  const limits = limitsFrom(PRESETS.ftmoOneStep, minor(10_000_000));
  const seen = (dollars: number, text: string) => ({
    balance: minor(dollars * 100),
    equity: minor(dollars * 100),
    atMs: asUtcMs(Date.parse(text)),
  });
  const floorOf = (record: ReturnType<typeof firstRecord>) => {
    const account = { ...ACCOUNT, balance: record.balance, equity: record.equity };
    return ruleOf(inputWith(buy(0.01), { account, nowMs: record.atMs, risk: { limits, record } }), "limit.totalLoss")
      ?.limit;
  };
  let record = firstRecord(limits, seen(100_000, "2026-07-06T06:00:00Z"));
  expect(floorOf(record)).toBe(9_000_000);
  record = onAccount(record, limits, seen(104_000, "2026-07-06T21:59:59Z"));
  expect(floorOf(record)).toBe(9_000_000);
  record = onAccount(record, limits, seen(104_000, "2026-07-06T22:00:01Z"));
  expect(floorOf(record)).toBe(9_400_000);
  record = onAccount(record, limits, seen(103_000, "2026-07-07T21:59:59Z"));
  record = onAccount(record, limits, seen(103_000, "2026-07-07T22:00:01Z"));
  expect(floorOf(record)).toBe(9_400_000);
});

test("a trailing floor follows the highest equity, and stops at the initial balance where the rule says so", () => {
  const trailing = (stopsAtInitial: boolean) => {
    const limits = limitsWith({
      totalLoss: { amount: money(100_000), mode: "trailing", stopsAtInitial, unstopped: "unlimited", ...own },
    });
    const record = { ...firstRecord(limits, { ...ACCOUNT, atMs: NOON }), peakEquity: minor(1_200_000) };
    return ruleOf(inputWith(buy(), { risk: { limits, record } }), "limit.totalLoss");
  };
  expect(trailing(false)).toMatchObject({ limit: 1_100_000, status: "blocked" });
  expect(trailing(true)).toMatchObject({ limit: 1_000_000, status: "blocked", room: -10_100 });
});

test("closing, removing and bringing a stop closer pass every limit, latch, plan, lease and stale quote", () => {
  const limits = limitsWith({
    dailyLoss: daily(1),
    totalLoss: { amount: money(1), mode: "static", stopsAtInitial: false, unstopped: "unlimited", ...own },
    openRisk: { amount: money(0), ...own },
    orderRisk: { amount: money(0), ...own },
    totalLots: { lots: 0, ...own },
    tradesPerDay: { count: 0, ...own },
    openTrades: { count: 0, ...own },
    spread: { points: 0, bySymbol: {}, ...own },
    hours: { hours: { zone: "UTC", windows: [] }, ...own },
    minimumBalance: { amount: money(9_000_000), ...own },
    freeMargin: { amount: money(9_000_000), ...own },
    stop: { required: true, points: 100_000, ...own },
  });
  const worst = {
    limits,
    exposure: exposed(held(), held({ identifier: 8n, side: "sell", stopLoss: 0 })),
    account: { ...ACCOUNT, equity: minor(-5), margin: minor(2_000_000), ageMs: 900_000 },
    automated: true,
    nature: "live",
    latches: { pauseEntries: true, stopAutomation: true, flattenAll: true },
    link: { live: true, tradeAllowed: true, reduceOnly: true, lease: "lapsed" },
    entitlement: { liveTrading: false, maxConcurrentTrades: 0 },
    instrument: { ...QUOTED, market: "closed", quote: { bid: 1.1, ask: 1.1001, ageMs: 3_600_000 } },
  } as const;
  const ticket = branded<never>(7n as unknown as number);
  const reducing = [
    { action: "close", symbol: "EURUSD", position: ticket, side: "buy", lots: branded<never>(0.05), deviation: null },
    { action: "stops", symbol: "EURUSD", position: ticket, stopLoss: branded<never>(1.095), takeProfit: null },
    { action: "stops", symbol: "EURUSD", position: 8n as never, stopLoss: branded<never>(1.2), takeProfit: null },
    { action: "remove", symbol: "EURUSD", order: 3n as never, kind: "buyLimit" },
    { action: "closeBy", symbol: "EURUSD", position: ticket, positionBy: 8n as never },
  ] as const;
  for (const request of reducing) {
    const said = verdict(inputWith(request, worst));
    expect([request.action, said.effect, said.allowed, said.blocking]).toEqual([request.action, "reduces", true, null]);
  }
  expect(verdict(inputWith(buy(0.01), worst))).toMatchObject({ allowed: false });
});

test("on a netting account an order the other way within the position reduces it; only what goes beyond is new risk", () => {
  const account = { ...ACCOUNT, marginMode: "netting" } as const;
  const exposure = exposed(held({ volume: 0.5 }));
  const latches = { pauseEntries: true, stopAutomation: false, flattenAll: false };
  const sell = (lots: number) =>
    verdict(inputWith(buy(lots, { kind: "sell", stopLoss: branded(1.11) }), { account, exposure, latches }));
  expect(sell(0.5)).toMatchObject({ effect: "reduces", allowed: true, newLots: 0 });
  expect(sell(0.7)).toMatchObject({ effect: "enters", blocking: "latch.pauseEntries", newLots: 0.2 });
});

test("taking a stop away, or further off, is new risk and meets the loss limits", () => {
  const exposure = exposed(held({ volume: 1 }));
  const stop = (stopLoss: number | null) =>
    verdict(
      inputWith(
        {
          action: "stops",
          symbol: "EURUSD",
          position: 7n as never,
          stopLoss: branded(stopLoss as number),
          takeProfit: null,
        },
        { exposure, limits: limitsWith({ dailyLoss: daily(120_000) }) },
      ),
    );
  expect(stop(1.089)).toMatchObject({ effect: "widens", allowed: true, daily: { before: 20_000, after: 10_000 } });
  expect(stop(1.08)).toMatchObject({ effect: "widens", blocking: "limit.dailyLoss" });
  expect(stop(null)).toMatchObject({ effect: "widens", blocking: "limit.dailyLoss", worst: { loss: null } });
});
