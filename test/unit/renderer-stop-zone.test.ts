import { expect, test } from "vitest";
import { stopZone } from "#renderer/chart/stop-zone.ts";
import { levelOf } from "#renderer/chart/trade-lines.ts";
import { aPendingOrder, aPosition } from "#test/fixtures/window-lab/holdings.ts";

const QUOTE = { bid: 1.1, ask: 1.1002 };
const TERMS = { stopsLevel: 50, point: 0.00001 };
const held = (side: "buy" | "sell", role: "stopLoss" | "takeProfit" | "entry") =>
  stopZone(levelOf({ kind: "position", position: aPosition({ side }) }, role), QUOTE, TERMS);
const near = (edge: number) => expect.closeTo(edge, 9) as number;

test("a position's stop and target count from the price that closes it, and keep the stops level away from it", () => {
  expect(held("buy", "stopLoss")).toEqual({ edge: near(1.0995), side: "above" });
  expect(held("buy", "takeProfit")).toEqual({ edge: near(1.1005), side: "below" });
  expect(held("sell", "stopLoss")).toEqual({ edge: near(1.1007), side: "below" });
  expect(held("sell", "takeProfit")).toEqual({ edge: near(1.0997), side: "above" });
  expect(held("buy", "entry")).toBeUndefined();
});

test("a pending order counts from the price that fills it, its levels from its own price", () => {
  const zone = (
    kind: Parameters<typeof aPendingOrder>[0] & object,
    role: "price" | "stopLimit" | "stopLoss" | "takeProfit",
  ) => stopZone(levelOf({ kind: "order", order: aPendingOrder(kind) }, role), QUOTE, TERMS);
  expect(zone({ kind: "buyLimit" }, "price")).toEqual({ edge: near(1.0997), side: "above" });
  expect(zone({ kind: "buyStop" }, "price")).toEqual({ edge: near(1.1007), side: "below" });
  expect(zone({ kind: "sellLimit" }, "price")).toEqual({ edge: near(1.1005), side: "below" });
  expect(zone({ kind: "sellStopLimit" }, "price")).toEqual({ edge: near(1.0995), side: "above" });
  expect(zone({ kind: "buyLimit", price: 1.07 }, "stopLoss")).toEqual({ edge: near(1.0695), side: "above" });
  const bought = { kind: "buyStopLimit", price: 1.12, stopLimit: 1.11 } as const;
  expect(zone(bought, "stopLimit")).toEqual({ edge: 1.12, side: "above" });
  expect(zone({ ...bought, kind: "sellStopLimit" }, "stopLimit")).toEqual({ edge: 1.12, side: "below" });
  expect(zone(bought, "takeProfit")).toEqual({
    edge: near(1.1105),
    side: "below",
  });
});
