import fc from "fast-check";
import { expect, test } from "vitest";
import { entryRisk } from "#shared/trading/exposure/risk-line.ts";
import { type SizingInput, sizeOrder } from "#shared/trading/sizing/size-order.ts";
import { floorToStep, lotUnits, volumeProblem } from "#shared/trading/volume/volume-grid.ts";
import { DE40, EURUSD, lineTerms, minor, pairSpec, RATES, USDJPY, XAUUSD } from "#test/fixtures/risk/risk-builders.ts";

const input = (over: Partial<SizingInput> = {}): SizingInput => ({
  amount: { by: "money", minor: minor(10_000) },
  factor: 1,
  entry: { side: "buy", open: 1.1, stop: 1.09, slips: true },
  terms: lineTerms(EURUSD),
  riskBase: minor(1_000_000),
  ...over,
});

test("100 dollars over 100 pips of EURUSD are 0.10 lots; 1 % of 10,000 is the same", () => {
  const expected = { ok: true, lots: 0.1, loss: 10_000, budget: 10_000, lossPerLot: 100_000, cappedBy: null };
  expect(sizeOrder(input())).toMatchObject(expected);
  expect(sizeOrder(input({ amount: { by: "riskPercent", percent: 1 } }))).toMatchObject(expected);
});

test("commission and slippage take their part of the budget", () => {
  const charges = { commissionIn: 3.5, commissionOut: 3.5, slippagePoints: 5 };
  // A lot: 100 pips = 1,000; 7 commission; 2 x 5 points = 10: 1,017. 100 / 1,017 = 0.0983.
  expect(sizeOrder(input({ terms: lineTerms(EURUSD, { charges }) }))).toMatchObject({
    ok: true,
    lots: 0.09,
    lossPerLot: 101_700,
    loss: 9_153,
  });
});

test("yen, gold and index sizes are right where brokers' tick values have misled others", () => {
  // Sell USDJPY 150 -> 151: 100,000 JPY a lot at 151 = 662.25 USD. 500 / 662.25 = 0.755.
  const yen = { side: "sell", open: 150, stop: 151, slips: false } as const;
  expect(
    sizeOrder(input({ amount: { by: "money", minor: minor(50_000) }, entry: yen, terms: lineTerms(USDJPY) })),
  ).toMatchObject({ ok: true, lots: 0.75, lossPerLot: 66_226, loss: 49_669 });
  const gold = { side: "buy", open: 4_000, stop: 3_987.5, slips: false } as const;
  expect(sizeOrder(input({ entry: gold, terms: lineTerms(XAUUSD) }))).toMatchObject({
    ok: true,
    lots: 0.08,
    loss: 10_000,
  });
  const dax = { side: "buy", open: 23_000, stop: 22_950, slips: false } as const;
  // 50 points x 1.1001 dollars = 55.005 a lot: 100 / 55.005 = 1.818, step 0.1.
  expect(sizeOrder(input({ entry: dax, terms: lineTerms(DE40) }))).toMatchObject({ ok: true, lots: 1.8, loss: 9_901 });
});

test("a hair too dear is too dear: 0.09999999 lots are not taken for 0.1 when that costs a cent more", () => {
  // 97 dollars to the stop and 3.00001 commission: a lot loses 100.00001, a tenth 10.000001, booked as 10.01.
  const charges = { commissionIn: 3.000_01, commissionOut: 0, slippagePoints: 0 };
  const spec = { ...EURUSD, volumeStep: 0.1, volumeMin: 0.1 };
  const entry = { side: "buy", open: 1.1, stop: 1.099_03, slips: false } as const;
  const sized = sizeOrder(
    input({ amount: { by: "money", minor: minor(1_000) }, entry, terms: lineTerms(spec, { charges }) }),
  );
  expect(sized).toEqual({ ok: false, refusal: "belowMinimum", budget: 1_000, lossAtMinimum: 1_001 });
});

test("what cannot be sized is refused by name, with the numbers that say why", () => {
  expect(sizeOrder(input({ amount: { by: "money", minor: minor(500) } }))).toEqual({
    ok: false,
    refusal: "belowMinimum",
    budget: 500,
    lossAtMinimum: 1_000,
  });
  const entry = input().entry;
  expect(sizeOrder(input({ entry: { ...entry, stop: null } }))).toMatchObject({ refusal: "noStop" });
  expect(sizeOrder(input({ entry: { ...entry, stop: 1.11 } }))).toMatchObject({ refusal: "stopWrongSide" });
  expect(sizeOrder(input({ entry: { ...entry, open: Number.NaN } }))).toMatchObject({ refusal: "notANumber" });
  expect(sizeOrder(input({ factor: -1 }))).toMatchObject({ refusal: "notANumber" });
  const unpriced = lineTerms(pairSpec("EURSEK", 5));
  expect(sizeOrder(input({ terms: unpriced }))).toMatchObject({ refusal: "notValued" });
});

test("the broker's maximum caps a size and says so; lots are rounded down, never to nearest", () => {
  const wide = input({ amount: { by: "money", minor: minor(1_000_000_000) } });
  expect(sizeOrder(wide)).toMatchObject({ ok: true, lots: 100, cappedBy: "volumeMax" });
  const limited = lineTerms({ ...EURUSD, volumeLimit: 15 });
  expect(sizeOrder({ ...wide, terms: limited })).toMatchObject({ ok: true, lots: 15, cappedBy: "volumeLimit" });
  expect(sizeOrder(input({ amount: { by: "lots", lots: 0.129 } }))).toMatchObject({
    ok: true,
    lots: 0.12,
    loss: 12_000,
  });
  expect(sizeOrder(input({ amount: { by: "lots", lots: 0.1 }, factor: 3 }))).toMatchObject({ ok: true, lots: 0.3 });
});

test("rounding never rounds risk up: the loss at the stop is within the budget, and one step more would not be", () => {
  const steps = fc.constantFrom(0.01, 0.1, 1, 0.001, 0.05, 0.25);
  const specs = fc.constantFrom(EURUSD, USDJPY, XAUUSD);
  fc.assert(
    fc.property(
      specs,
      steps,
      fc.integer({ min: 1, max: 100_000_000 }),
      fc.double({ min: 0.0005, max: 0.2, noNaN: true }),
      fc.constantFrom("buy", "sell" as const),
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      (base, step, budget, distance, side, commission, slippagePoints) => {
        const spec = { ...base, volumeStep: step, volumeMin: step, volumeMax: 0 };
        const open = base === EURUSD ? 1.1 : base === USDJPY ? 150 : 4_000;
        const stop = side === "buy" ? open * (1 - distance) : open * (1 + distance);
        const charges = { commissionIn: commission, commissionOut: commission, slippagePoints };
        const terms = lineTerms(spec, { charges, rates: RATES });
        const entry = { side: side, open, stop, slips: true };
        const sized = sizeOrder(input({ amount: { by: "money", minor: minor(budget) }, entry, terms }));
        const lossOf = (lots: number): number => entryRisk({ ...entry, lots }, terms) ?? Number.NaN;
        if (!sized.ok) {
          expect(sized).toMatchObject({ refusal: "belowMinimum", budget });
          expect(lossOf(step)).toBeGreaterThan(budget);
          return;
        }
        expect(sized.loss).toBeLessThanOrEqual(budget);
        expect(volumeProblem(sized.lots, spec)).toBeNull();
        expect(lossOf(sized.lots + step)).toBeGreaterThanOrEqual(budget);
      },
    ),
    { numRuns: 500 },
  );
});

test("a volume rounded to the step is a multiple of it, not above what was asked, and less than a step below", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0.01, 0.1, 1, 0.001, 0.05),
      fc.double({ min: 0, max: 1_000, noNaN: true }),
      (volumeStep, lots) => {
        const spec = { volumeStep, volumeMin: volumeStep, volumeMax: 0, volumeLimit: 0 };
        const rounded = floorToStep(lots, spec);
        expect(lotUnits(rounded) % lotUnits(volumeStep)).toBe(0);
        expect(rounded).toBeLessThanOrEqual(lots + volumeStep * 1e-6);
        expect(lots - rounded).toBeLessThan(volumeStep);
        expect(Number(rounded.toFixed(8))).toBe(rounded);
      },
    ),
  );
  expect([0.3, 0.7, 2.3].map((lots) => floorToStep(lots, { ...EURUSD, volumeStep: 0.1 }))).toEqual([0.3, 0.7, 2.3]);
  expect([Number.NaN, -1, 0, 1e308].map((lots) => floorToStep(lots, EURUSD))).toEqual([0, 0, 0, 0]);
});

test("a volume that the broker would refuse is named: number, sign, step, minimum, maximum", () => {
  const named = [Number.NaN, -0.1, 0, 0.015, 0.001, 101, 1e308, 0.1].map((lots) => volumeProblem(lots, EURUSD));
  expect(named).toEqual([
    "notANumber",
    "notPositive",
    "notPositive",
    "offStep",
    "offStep",
    "aboveMaximum",
    "aboveMaximum",
    null,
  ]);
});
