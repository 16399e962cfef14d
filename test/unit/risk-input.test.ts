import fc from "fast-check";
import { expect, test } from "vitest";
import type { Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseFigure, parseLots, parseMoney, parsePrice } from "#shared/trading/input/parse-fields.ts";
import { EURUSD, USDJPY, XAUUSD } from "#test/fixtures/risk/risk-builders.ts";

const said = <T>(parsed: Parsed<T>): T | string => (parsed.ok ? parsed.value : parsed.problem);
const price = (text: string, spec = EURUSD) => said(parsePrice(text, spec));
const lots = (text: string, spec = EURUSD) => said(parseLots(text, spec));
const money = (text: string, digits = 2) => said(parseMoney(text, digits));

test("a dot and a comma both divide decimals", () => {
  expect([price("1.08345"), price("1,08345"), price(" 1.08345 ")]).toEqual([1.083_45, 1.083_45, 1.083_45]);
  expect([lots("0.10"), lots("0,10"), lots(",5"), lots("2")]).toEqual([0.1, 0.1, 0.5, 2]);
  expect([money("240"), money("240,5"), money("0.01"), money("0,001", 3)]).toEqual([24_000, 24_050, 1, 1]);
});

test("what reads a thousand times larger in another locale is refused, never guessed", () => {
  expect(
    ["1.085,5", "1,085.5", "1.085.500", "1,085,500", "1 085,5", "1'085.5", "1\u00a0085,5"].map((text) => price(text)),
  ).toEqual(Array.from({ length: 7 }, () => "ambiguous"));
  expect(["1.000", "1,000", "12.345", "999,999"].map((text) => money(text))).toEqual(
    Array.from({ length: 4 }, () => "ambiguous"),
  );
  expect([price("1,085"), price("150,250", USDJPY), lots("1,000"), lots("1.000")]).toEqual(
    Array.from({ length: 4 }, () => "ambiguous"),
  );
  // A group of thousands never begins with 0, and never has four digits before it.
  expect([lots("0,001", { ...EURUSD, volumeStep: 0.001, volumeMin: 0.001 }), money("0,100", 3)]).toEqual([0.001, 100]);
  expect(money("1234,567", 3)).toBe(1_234_567);
});

test("a price is written as MT5 writes it where it has three decimals or more: its dot is a decimal point", () => {
  expect([price("150.250", USDJPY), price("1.085"), price("4085.25", XAUUSD)]).toEqual([150.25, 1.085, 4_085.25]);
  expect(price("4.085", XAUUSD)).toBe("ambiguous");
});

test("what is no number is refused by name", () => {
  for (const text of [
    "NaN",
    "Infinity",
    "1e308",
    "1e5",
    "0x10",
    "1.",
    ".",
    ",",
    "abc",
    "+1",
    "1-",
    "--1",
    "１.１",
    "١",
    "1.1a",
  ]) {
    expect([text, price(text)]).toEqual([text, "notANumber"]);
  }
  expect(["-1", "-0,10", "\u22121.1", "- 5"].map((text) => price(text))).toEqual([
    "negative",
    "negative",
    "negative",
    "negative",
  ]);
  expect([price(""), price("  "), money("")]).toEqual(["empty", "empty", "empty"]);
  expect([price("0"), lots("0.00")]).toEqual(["notPositive", "notPositive"]);
  expect(money("9".repeat(16))).toBe("tooLarge");
  expect(money("9".repeat(400))).toBe("tooLarge");
});

test("digits, steps and limits of the broker are held to", () => {
  expect([price("1.083456"), price("150.2505", USDJPY), money("0.001")]).toEqual([
    "tooManyDecimals",
    "tooManyDecimals",
    "tooManyDecimals",
  ]);
  expect(price("1.10000000")).toBe(1.1);
  const quarter = { ...EURUSD, digits: 2, tickSize: 0.25 };
  expect([price("10.25", quarter), price("10,30", quarter)]).toEqual([10.25, "offStep"]);
  expect([lots("0.015"), lots("0.005"), lots("100.01"), lots("100")]).toEqual([
    "offStep",
    "offStep",
    "aboveMaximum",
    100,
  ]);
  expect(lots("0.01", { ...EURUSD, volumeMin: 0.1 })).toBe("belowMinimum");
  expect(said(parseFigure("2,5", { decimals: 2, max: 100 }))).toBe(2.5);
  expect(said(parseFigure("101", { decimals: 2, max: 100 }))).toBe("aboveMaximum");
});

test("whatever is typed, an accepted number is one that both readings of its separator agree on", () => {
  const digits = fc.stringMatching(/^\d{1,4}$/);
  fc.assert(
    fc.property(digits, fc.constantFrom(".", ","), digits, (whole, separator, fraction) => {
      const parsed = parseMoney(`${whole}${separator}${fraction}`, 4);
      const grouping = fraction.length === 3 && whole.length <= 3 && !whole.startsWith("0");
      expect(parsed.ok).toBe(!grouping);
      if (parsed.ok) expect(parsed.value).toBe(Math.round(Number(`${whole}.${fraction}`) * 10_000));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const parsed of [parsePrice(text, EURUSD), parseLots(text, EURUSD)]) {
        if (parsed.ok) expect(parsed.value > 0 && Number.isFinite(parsed.value)).toBe(true);
      }
    }),
  );
});

test("a price or volume on the broker's grid is read back exactly as it is written, with either separator", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), fc.boolean(), (points, comma) => {
      const text = (points / 100_000).toFixed(5);
      expect(price(comma ? text.replace(".", ",") : text)).toBe(Number(text));
    }),
  );
});
