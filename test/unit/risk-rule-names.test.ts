import { expect, test } from "vitest";
import type { OrderLifetime as Lifetime } from "#shared/trading/intent/intent.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { verdict } from "#shared/trading/verdict/verdict.ts";
import type { VerdictInput } from "#shared/trading/verdict/verdict-input.ts";
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
  minor,
  money,
  own,
  pending,
  QUOTED,
  ruleOf,
} from "#test/fixtures/risk/risk-builders.ts";

test("each limit blocks by its own name", () => {
  const at = (over: Partial<RiskLimits>, more: Partial<VerdictInput> = {}) =>
    verdict(inputWith(buy(), { ...more, limits: limitsWith(over) })).blocking;
  expect(at({ orderLots: { lots: 0.09, ...own } })).toBe("limit.orderLots");
  expect(at({ totalLots: { lots: 0.15, ...own } }, { exposure: exposed(held()) })).toBe("limit.totalLots");
  expect(at({ orderRisk: { amount: money(10_099), ...own } })).toBe("limit.orderRisk");
  expect(at({ openRisk: { amount: money(20_099), ...own } }, { exposure: exposed(held()) })).toBe("limit.openRisk");
  expect(at({ tradesPerDay: { count: 0, ...own } })).toBe("limit.tradesPerDay");
  expect(at({ openTrades: { count: 1, ...own } }, { exposure: exposed(held()) })).toBe("limit.openTrades");
  expect(at({ currencyExposure: { amount: money(1_099_999), ...own } })).toBe("limit.currencyExposure");
  expect(at({ spread: { points: 9, bySymbol: {}, ...own } })).toBe("limit.spread");
  expect(at({ spread: { points: 9, bySymbol: { EURUSD: 10 }, ...own } })).toBeNull();
  expect(at({ hours: { hours: { zone: "UTC", windows: [] }, ...own } })).toBe("limit.hours");
  expect(at({ hours: { hours: { zone: "Nowhere/None", windows: [] }, ...own } })).toBe("limit.hours");
  expect(at({ stop: { required: false, points: 1_011, ...own } })).toBe("limit.stop");
  expect(at({ stop: { required: false, points: 1_010, ...own } })).toBeNull();
  expect(at({ minimumBalance: { amount: money(1_000_001), ...own } })).toBe("limit.minimumBalance");
  expect(at({ freeMargin: { amount: money(989_000), ...own } })).toBe("limit.freeMargin");
  expect(at({}, { entitlement: { liveTrading: true, maxConcurrentTrades: 0 } })).toBe("plan.openTrades");
});

test("switches, plan, lease, link and market block new risk by their own names", () => {
  const at = (more: Partial<VerdictInput>) => verdict(inputWith(buy(), more)).blocking;
  const latches = { pauseEntries: false, stopAutomation: false, flattenAll: false };
  const link = { live: true, tradeAllowed: true, reduceOnly: false, lease: "held" } as const;
  expect(at({ latches: { ...latches, pauseEntries: true } })).toBe("latch.pauseEntries");
  expect(at({ latches: { ...latches, flattenAll: true } })).toBe("latch.flattenAll");
  expect(at({ latches: { ...latches, stopAutomation: true } })).toBeNull();
  expect(at({ latches: { ...latches, stopAutomation: true }, automated: true })).toBe("latch.stopAutomation");
  expect(at({ nature: "live", entitlement: { liveTrading: false, maxConcurrentTrades: null } })).toBe("plan.live");
  expect(at({ nature: "paper", entitlement: { liveTrading: false, maxConcurrentTrades: null } })).toBeNull();
  expect(at({ nature: "live" })).toBe("limit.set");
  expect(verdict(inputWith(buy(), { nature: "live", limits: limitsWith() })).allowed).toBe(true);
  expect(at({ link: { ...link, lease: "lapsed" } })).toBe("lease.held");
  expect(at({ link: { ...link, lease: "none" } })).toBeNull();
  expect(at({ link: { ...link, lease: "none" }, automated: true })).toBe("lease.held");
  expect(at({ link: { ...link, live: false } })).toBe("link.live");
  expect(at({ link: { ...link, tradeAllowed: false } })).toBe("link.trading");
  expect(at({ link: { ...link, reduceOnly: true } })).toBe("link.trading");
  expect(at({ instrument: { ...QUOTED, market: "closed" } })).toBe("market.open");
  expect(at({ instrument: { ...QUOTED, quote: null } })).toBe("quote.fresh");
  expect(at({ instrument: { ...QUOTED, quote: { bid: 1.1, ask: 1.1001, ageMs: 10_001 } } })).toBe("quote.fresh");
  expect(at({ instrument: { ...QUOTED, quote: { bid: 1.1, ask: 1.1001, ageMs: Number.NaN } } })).toBe("quote.fresh");
  expect(at({ instrument: null })).toBe("order.symbol");
  expect(at({ account: null })).toBe("account.known");
  expect(at({ account: { ...ACCOUNT, ageMs: 10_001 } })).toBe("account.known");
  for (const tradeMode of ["disabled", "closeOnly", "shortOnly"])
    expect(at({ instrument: { ...QUOTED, spec: { ...EURUSD, tradeMode } } })).toBe("market.mode");
});

test("bad input is refused by form, whatever the limits: never a crash, never a pass", () => {
  const price = (value: number) => branded<never>(value);
  const bad = [Number.NaN, -1, 0, 1e308, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of [...bad, 0.015]) {
    expect(verdict(inputWith(buy(value), { limits: limitsWith({ dailyLoss: daily(1) }) })).blocking).toBe(
      "order.volume",
    );
  }
  for (const value of [...bad, 1.095_001]) {
    const refused = verdict(
      inputWith(pending({ price: price(value) }), { limits: limitsWith({ dailyLoss: daily(1) }) }),
    );
    expect(refused.blocking).toBe("order.price");
    expect(verdict(inputWith(buy(0.1, { stopLoss: price(value) }))).blocking).toBe("order.stops");
    expect(verdict(inputWith(buy(0.1, { takeProfit: price(value) }))).blocking).toBe("order.stops");
  }
  expect(verdict(inputWith(buy(0.1, { deviation: Number.NaN }))).blocking).toBe("order.deviation");
  expect(verdict(inputWith(buy(0.1, { stopLoss: price(1.1) }))).blocking).toBe("order.stops");
  expect(verdict(inputWith(pending({ price: price(1.2) }))).blocking).toBe("order.price");
  expect(verdict(inputWith(pending({ kind: "buyStop" }))).blocking).toBe("order.price");
  expect(verdict(inputWith(pending({ kind: "buyStopLimit", price: price(1.2) }))).blocking).toBe("order.price");
  expect(verdict(inputWith(pending({ lifetime: { kind: "specified", expiryMs: Number.NaN } }))).blocking).toBe(
    "order.lifetime",
  );
});

test("an order that would be over before it is placed is blocked, by the broker's clock and not by another", () => {
  const at = (lifetime: Lifetime, brokerMs: number | null) =>
    verdict(inputWith(pending({ lifetime }), { brokerMs })).blocking;
  const noon = Date.UTC(2026, 10, 20, 12);
  const until = (expiryMs: number): Lifetime => ({ kind: "specified", expiryMs });
  expect(at(until(noon - 1), noon)).toBe("order.lifetime");
  expect(at(until(noon), noon)).toBe("order.lifetime");
  expect(at(until(noon + 1), noon)).toBeNull();
  expect(at(until(noon - 1), null)).toBeNull();
  const dated = (expiryMs: number): Lifetime => ({ kind: "specifiedDay", expiryMs });
  // An order of a date lives to its end.
  expect(at(dated(Date.UTC(2026, 10, 20)), noon)).toBeNull();
  expect(at(dated(Date.UTC(2026, 10, 19, 23, 59)), noon)).toBe("order.lifetime");
});

test("the broker's stops level holds for stops, targets and pending orders alike", () => {
  const instrument = { ...QUOTED, spec: { ...EURUSD, stopsLevel: 100 } };
  const at = (stop: number) => verdict(inputWith(buy(0.1, { stopLoss: branded(stop) }), { instrument })).blocking;
  expect([1.0991, 1.099, 1.0989].map(at)).toEqual(["broker.stopDistance", null, null]);
});

test("an order too dear for the free margin is blocked; where only the broker knows the margin rate it warns", () => {
  const account = { ...ACCOUNT, margin: minor(990_000) };
  expect(verdict(inputWith(buy(), { account })).blocking).toBe("limit.freeMargin");
  const instrument = { ...QUOTED, spec: { ...EURUSD, calculation: "cfd", currencyMargin: "USD" } };
  expect(verdict(inputWith(buy(), { instrument }))).toMatchObject({ allowed: true });
  expect(ruleOf(inputWith(buy(), { instrument }), "limit.freeMargin")).toMatchObject({
    status: "warn",
    message: "limit.freeMargin.overByEstimate",
  });
});
