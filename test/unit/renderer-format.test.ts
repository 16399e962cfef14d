import fc from "fast-check";
import { expect, test } from "vitest";
import { ageOf } from "#renderer/format/age.ts";
import { clockText, dateText } from "#renderer/format/clock.ts";
import { dayChange } from "#renderer/format/day-change.ts";
import { amountText, resultText } from "#renderer/format/money.ts";
import { priceFormat, priceParts } from "#renderer/format/price.ts";
import { spreadPoints, spreadText } from "#renderer/format/spread.ts";

const EURUSD = { digits: 5, point: 0.00001, pointsPerPip: 10 };

test("a price is written dot-decimal with the instrument's digits, its last digit apart on fractional-pip quotes", () => {
  expect(priceParts(priceFormat(EURUSD), 1.08345)).toEqual(["1.0834", "5"]);
  expect(priceParts(priceFormat({ digits: 1, pointsPerPip: 1 }), 5210.4)).toEqual(["5210.4", ""]);
  expect(priceParts(priceFormat({ digits: 0, pointsPerPip: 10 }), 38_911)).toEqual(["38911", ""]);
});

test("both parts of a price are the whole price, for any digits", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.00001, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 8 }), (price, digits) => {
      const parts = priceParts(priceFormat({ digits, pointsPerPip: 10 }), price);
      expect(parts.join("")).toBe(price.toFixed(digits));
      expect(parts.join("")).not.toContain(",");
    }),
  );
});

test("the format of one shape is made once", () => {
  expect(priceFormat({ digits: 3, pointsPerPip: 10 })).toBe(priceFormat({ digits: 3, pointsPerPip: 10 }));
});

test("a spread in points is whole whatever the doubles do", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5_000_000 }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: 0, max: 6 }),
      (bidPoints, points, digits) => {
        const point = 10 ** -digits;
        const bid = Number((bidPoints * point).toFixed(digits));
        const ask = Number(((bidPoints + points) * point).toFixed(digits));
        expect(spreadPoints({ bid, ask }, point)).toBe(points);
      },
    ),
  );
});

test("a spread reads in points or in pips as the instrument counts them", () => {
  const quote = { bid: 1.08345, ask: 1.08357 };
  expect(spreadText(quote, EURUSD, "points")).toBe("12");
  expect(spreadText(quote, EURUSD, "pips")).toBe("1.2");
  expect(spreadText({ bid: 5210.4, ask: 5210.9 }, { point: 0.1, pointsPerPip: 1 }, "pips")).toBe("5");
});

test("day change is measured against yesterday's close, has sign and arrow, and unknown is not zero", () => {
  expect(dayChange({ bid: 1.1, previousClose: 1.0, dayOpen: 1.05 })).toMatchObject({ percent: 10, direction: "up" });
  expect(dayChange({ bid: 0.99, previousClose: 1.0 })?.text).toBe("↓ \u22121.00\u202f%");
  expect(dayChange({ bid: 1.0, dayOpen: 1.0 })?.text.trim()).toBe("0.00\u202f%");
  expect(dayChange({ bid: 1.0 })).toBeUndefined();
  expect(dayChange({ bid: 1.0, previousClose: 0 })).toBeUndefined();
});

test("a change too small to show has no direction", () => {
  expect(dayChange({ bid: 1.00004, previousClose: 1 })?.direction).toBe("flat");
});

test("an amount can be read back from its text, however it is grouped", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 8 }), (minor, digits) => {
      const text = amountText({ minor, digits, currency: "USD" });
      const plain = text.replaceAll("\u202f", "").replace("\u2212", "-").replace(".", "");
      expect(BigInt(plain)).toBe(BigInt(minor));
      expect(text).not.toContain(",");
      expect(/\d{4}/.test(text.split(".")[0] ?? "")).toBe(false);
    }),
  );
});

test("a gain carries its sign, zero has none", () => {
  const money = (minor: number) => ({ minor, digits: 2, currency: "USD" });
  expect([resultText(money(11_250)), resultText(money(0)), resultText(money(-5))]).toEqual([
    "+112.50",
    "0.00",
    "\u22120.05",
  ]);
});

test("an age is told in the largest unit that fits, never rounded up", () => {
  expect([ageOf(-4), ageOf(999), ageOf(1_000), ageOf(59_999), ageOf(3_600_000), ageOf(200_000_000)]).toEqual([
    { value: 0, unit: "ms" },
    { value: 999, unit: "ms" },
    { value: 1, unit: "s" },
    { value: 59, unit: "s" },
    { value: 1, unit: "h" },
    { value: 2, unit: "d" },
  ]);
});

test("the broker's clock is shown as it is, in no time zone", () => {
  const stamp = Date.UTC(2025, 8, 5, 14, 3, 22);
  expect(`${dateText(stamp)} ${clockText(stamp)}`).toBe("2025-09-05 14:03:22");
});
