import fc from "fast-check";
import { expect, test } from "vitest";
import { apart, linesOf, nudged, placed, rAt, samePrice, snapped } from "#renderer/chart/trade-lines.ts";
import { moveOrder } from "#renderer/panels/chart-lines/line-orders.ts";
import { aPendingOrder, aPosition } from "#test/fixtures/window-lab/holdings.ts";

const EURUSD = { tickSize: 0.00001, digits: 5 };

test("every drawn level is one that the broker has: entry, stop, target; pending price; nothing of other symbols", () => {
  const lines = linesOf(
    "EURUSD",
    [aPosition({ stopLoss: 1.08 }), aPosition({ id: "2", symbol: "GBPUSD", takeProfit: 1.3 })],
    [aPendingOrder({ takeProfit: 1.09 })],
  );
  expect(lines.map(({ key, price }) => [key, price])).toEqual([
    ["position 1 entry", 1.085],
    ["position 1 stopLoss", 1.08],
    ["order 7 price", 1.07],
    ["order 7 takeProfit", 1.09],
  ]);
});

test("a snapped price lies on the tick and within half a tick, and snapping it again changes nothing", () => {
  const grids = [EURUSD, { tickSize: 0.25, digits: 2 }, { tickSize: 0.001, digits: 3 }, { tickSize: 5, digits: 0 }];
  fc.assert(
    fc.property(fc.constantFrom(...grids), fc.double({ min: 10, max: 200_000, noNaN: true }), (grid, price) => {
      const at = snapped(price, grid);
      expect(Math.abs(at - price)).toBeLessThanOrEqual(grid.tickSize / 2 + 1e-9 * price);
      expect(snapped(at, grid)).toBe(at);
      expect(snapped(nudged(nudged(at, 3, grid), -3, grid), grid)).toBe(at);
    }),
  );
});

test("a line cannot be moved to zero or below", () => {
  expect(snapped(-3, EURUSD)).toBe(0.00001);
  expect(nudged(0.00002, -10, EURUSD)).toBe(0.00001);
});

test("prices that read alike are the same, whatever their last binary digit", () => {
  expect(samePrice(0.1 + 0.2, 0.3, { digits: 5 })).toBe(true);
  expect(samePrice(1.08001, 1.08002, { digits: 5 })).toBe(false);
  expect(samePrice(undefined, 1.08, { digits: 5 })).toBe(false);
  expect(samePrice(undefined, undefined, { digits: 5 })).toBe(true);
});

test("R counts from the entry in risks: -1 at the stop on both sides, none where nothing is risked", () => {
  const buy = { side: "buy", subject: { kind: "position", position: aPosition({ stopLoss: 1.08 }) } } as const;
  expect(rAt(buy, 1.08)).toBeCloseTo(-1);
  expect(rAt(buy, 1.095)).toBeCloseTo(2);
  const short = aPosition({ side: "sell", stopLoss: 1.09 });
  expect(rAt({ side: "sell", subject: { kind: "position", position: short } }, 1.075)).toBeCloseTo(2);
  expect(rAt({ side: "buy", subject: { kind: "position", position: aPosition() } }, 1.09)).toBeUndefined();
  const even = aPosition({ stopLoss: 1.085 });
  expect(rAt({ side: "buy", subject: { kind: "position", position: even } }, 1.09)).toBeUndefined();
});

test("all of a handle stays in the plot, wherever its price is, and says which way that is", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5_000, max: 5_000, noNaN: true }),
      fc.integer({ min: 60, max: 2_000 }),
      (y, height) => {
        const { y: at, shift, off } = placed(y, height);
        expect(at + shift).toBeGreaterThanOrEqual(38);
        expect(at + shift).toBeLessThanOrEqual(height - 15);
        expect(off).toBe(y < 0 ? "up" : y > height ? "down" : "");
        if (off === "") expect(at === y).toBe(true);
      },
    ),
  );
});

test("labels of prices side by side never cover each other, keep the order of their prices, and stay in the plot", () => {
  expect(apart([100, 104, 300], 400)).toEqual([100, 122, 300]);
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 2_000 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (height, at) => {
        const ys = at.map((share) => 38 + share * (height - 53));
        const placedYs = apart(ys, height);
        const fits = (ys.length - 1) * 22 <= height - 53;
        const order = ys.map((_, index) => index).toSorted((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
        for (const [rank, index] of order.entries()) {
          const own = placedYs[index] ?? Number.NaN;
          expect(own).toBeGreaterThanOrEqual(38 - 1e-6);
          expect(own).toBeLessThanOrEqual(height - 15 + 1e-6);
          const next = placedYs[order[rank + 1] ?? -1];
          if (next !== undefined) expect(next - own).toBeGreaterThanOrEqual(fits ? 22 - 1e-6 : 0);
        }
      },
    ),
  );
});

test("moving a line changes its own level and leaves every other as the broker has it", () => {
  const position = aPosition({ stopLoss: 1.08, takeProfit: 1.09 });
  const [entry, stop] = linesOf("EURUSD", [position], []);
  expect(stop && moveOrder(stop, 1.081)).toEqual({
    action: "stops",
    symbol: "EURUSD",
    position: "1",
    stopLoss: 1.081,
    takeProfit: 1.09,
  });
  expect(entry && moveOrder(entry, 1.081)).toBeUndefined();
  const resting = aPendingOrder({ stopLoss: 1.06, life: "specified", expiryMs: 99 });
  const [price] = linesOf("EURUSD", [], [resting]);
  expect(price && moveOrder(price, 1.071)).toEqual({
    action: "modify",
    symbol: "EURUSD",
    order: "7",
    kind: "buyLimit",
    price: 1.071,
    stopLimit: null,
    stopLoss: 1.06,
    takeProfit: null,
    lifetime: { kind: "specified", expiryMs: 99 },
  });
  const stopLimit = aPendingOrder({ kind: "buyStopLimit", price: 1.09, stopLimit: 1.088 });
  const both = linesOf("EURUSD", [], [stopLimit]);
  expect(both.map(({ role, price: at }) => [role, at])).toEqual([
    ["price", 1.09],
    ["stopLimit", 1.088],
  ]);
  expect(both[1] && moveOrder(both[1], 1.087)).toMatchObject({ kind: "buyStopLimit", price: 1.09, stopLimit: 1.087 });
  const ofMt5 = linesOf("EURUSD", [], [aPendingOrder({ kind: "closeBy" })])[0];
  expect(ofMt5 && moveOrder(ofMt5, 1.071)).toBeUndefined();
});
