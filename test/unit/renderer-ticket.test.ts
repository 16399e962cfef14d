import { expect, test } from "vitest";
import { lotsText } from "#renderer/format/lots.ts";
import { rText } from "#renderer/format/r-multiple.ts";
import { mergedDeals, netByPosition, periodStart, totalsOf } from "#renderer/panels/history/deal-sums.ts";
import { type Draft, EMPTY_DRAFT, orderOf } from "#renderer/panels/ticket/draft.ts";
import { decimalsOf, stepped } from "#renderer/panels/ticket/stepping.ts";
import { SubmitDesk } from "#renderer/stores/submit-ids.ts";
import { OrderInput } from "#shared/contract/order-input.ts";
import { aDeal } from "#test/fixtures/window-lab/holdings.ts";

const draft = (change: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, ...change });

test("numbers leave the window as they were typed: the bridge alone reads them", () => {
  const order = orderOf(draft({ stopLoss: "1,0812", takeProfit: "1.085,5" }), "buy", "EURUSD", "0,10", 1.09);
  expect(order).toMatchObject({
    lots: "0,10",
    stopLoss: "1,0812",
    takeProfit: "1.085,5",
    price: null,
    deviation: null,
  });
  expect(OrderInput.safeParse(order).success).toBe(true);
});

test("a market order carries the price on screen only with a deviation, which bounds its fill", () => {
  expect(orderOf(draft({ deviation: "20" }), "sell", "EURUSD", "0.1", 1.09)).toMatchObject({
    deviation: 20,
    price: 1.09,
  });
  expect(orderOf(draft({ deviation: "2.5" }), "sell", "EURUSD", "0.1", 1.09)).toEqual({
    field: "deviation",
    code: "whole",
  });
  expect(orderOf(draft({ deviation: "-1" }), "sell", "EURUSD", "0.1", 1.09)).toEqual({
    field: "deviation",
    code: "whole",
  });
  expect(orderOf(draft({ deviation: "999999" }), "sell", "EURUSD", "0.1", 1.09)).toMatchObject({
    code: "aboveMaximum",
  });
});

test("each type and side is its own kind of order, and each fits the contract", () => {
  const kinds = (["limit", "stop", "stopLimit"] as const).flatMap((type) =>
    (["buy", "sell"] as const).map((side) => {
      const order = orderOf(draft({ type, price: "1.1", stopLimit: "1.09" }), side, "EURUSD", 0.1, undefined);
      expect(OrderInput.safeParse(order).success).toBe(true);
      return "kind" in order && "stopLimit" in order ? [order.kind, order.stopLimit] : [];
    }),
  );
  expect(kinds).toEqual([
    ["buyLimit", null],
    ["sellLimit", null],
    ["buyStop", null],
    ["sellStop", null],
    ["buyStopLimit", "1.09"],
    ["sellStopLimit", "1.09"],
  ]);
});

test("expiry is the broker's wall clock, hold is minutes; what is neither is named", () => {
  const at = draft({ type: "limit", price: "1", lifetime: "specified", expiry: "2026-11-21T14:00", hold: "5" });
  expect(orderOf(at, "buy", "EURUSD", 0.1, undefined)).toMatchObject({
    lifetime: { kind: "specified", expiryMs: Date.UTC(2026, 10, 21, 14) },
    holdMs: 300_000,
  });
  expect(orderOf({ ...at, expiry: "" }, "buy", "EURUSD", 0.1, undefined)).toEqual({ field: "expiry", code: "empty" });
  expect(orderOf({ ...at, hold: "0" }, "buy", "EURUSD", 0.1, undefined)).toEqual({
    field: "holdMs",
    code: "notPositive",
  });
  expect(orderOf({ ...at, hold: "1e3" }, "buy", "EURUSD", 0.1, undefined)).toEqual({ field: "holdMs", code: "whole" });
});

test("arrow keys step on the grid and never guess at what is no plain number", () => {
  const lots = { step: 0.01, digits: decimalsOf(0.01), from: 0.01 };
  expect(stepped("0,10", 1, lots)).toBe("0.11");
  expect(stepped("0.019", 1, lots)).toBe("0.03");
  expect(stepped("0.01", -1, lots)).toBeUndefined();
  expect(stepped("", 1, lots)).toBe("0.01");
  expect(stepped("1.085,5", 1, lots)).toBeUndefined();
  expect(stepped("1e5", 1, lots)).toBeUndefined();
});

test("the same submit keeps its numbers until somebody has said what became of it; another order never shares them", () => {
  let made = 0;
  const desk = new SubmitDesk(() => `id-${++made}`);
  const first = desk.begin("buy");
  expect(desk.begin("buy")).toBe(first);
  expect(first.first).not.toBe(first.second);
  desk.settle();
  const again = desk.begin("buy");
  expect(again.first).not.toBe(first.first);
  expect(desk.begin("sell").first).not.toBe(again.first);
});

test("lots are written as traders read them, and lose nothing", () => {
  expect([0.1, 1, 0.01, 0.125, 100].map(lotsText)).toEqual(["0.10", "1.00", "0.01", "0.125", "100.00"]);
});

test("R is a result in risks, and nothing where nothing is risked", () => {
  expect(rText(1_800, 1_000)).toBe("1.8");
  expect(rText(-1_000, 1_000)).toBe("\u22121.0");
  expect(rText(-1, 1_000)).toBe("0.0");
  expect([rText(1, 0), rText(1, null), rText(null, 1)]).toEqual([undefined, undefined, undefined]);
});

test("a deal told twice counts once, in its newest revision; nets are per position, totals per currency without deposits", () => {
  const entry = aDeal();
  const exit = aDeal({ ticket: "12", kind: "sell", entry: "out", result: -20, timeMs: 2_000 });
  const corrected = { ...exit, revision: 2, profit: { ...exit.profit, minor: -2_500 as typeof exit.profit.minor } };
  const deposit = aDeal({ ticket: "1", position: "0", kind: "balance", entry: "other", result: 10_000, timeMs: 0 });
  const deals = mergedDeals([entry, exit, deposit], [exit, corrected]);
  expect(deals.map(({ ticket }) => ticket)).toEqual(["12", "11", "1"]);
  expect([...netByPosition(deals)]).toEqual([["1", -2_500]]);
  expect(totalsOf(deals)).toEqual([{ currency: "USD", digits: 2, minor: -2_500, count: 2 }]);
});

test("a day begins at the broker's midnight, a week on its Monday", () => {
  const sunday = Date.UTC(2026, 10, 22, 15);
  expect(new Date(periodStart("today", sunday)).toISOString()).toBe("2026-11-22T00:00:00.000Z");
  expect(new Date(periodStart("week", sunday)).toISOString()).toBe("2026-11-16T00:00:00.000Z");
  const monday = Date.UTC(2026, 10, 23, 1);
  expect(periodStart("week", monday)).toBe(periodStart("today", monday));
});
