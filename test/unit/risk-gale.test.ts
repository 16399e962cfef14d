import fc from "fast-check";
import { expect, test } from "vitest";
import { type GaleRule, galeFactor, galeNoRiskier, galeProblem, galeSteps } from "#shared/trading/gale/gale-rule.ts";
import { afterTrade, FIRST_STEP } from "#shared/trading/gale/gale-state.ts";
import { firstBlocked, galeLadder, type LadderInput } from "#shared/trading/gale/ladder.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { ACCOUNT, buy, EURUSD, inputWith, limitsWith, minor, QUOTED } from "#test/fixtures/risk/risk-builders.ts";

const doubling = (limit: number, afterLimit: "reset" | "stop" = "reset"): GaleRule => ({
  kind: "multiplier",
  factor: 2,
  limit,
  afterLimit,
});

function ladder(rule: GaleRule, limits: RiskLimits | null, over: Partial<LadderInput> = {}) {
  const { request: _, ...now } = inputWith(buy(), limits === null ? {} : { limits });
  return galeLadder({
    rule,
    amount: { by: "lots", lots: 0.1 },
    request: buy(),
    now: { ...now, account: ACCOUNT, instrument: QUOTED },
    stopLoss: null,
    ...over,
  });
}

const dailyLoss: RiskLimits["dailyLoss"] = {
  amount: { in: "money", minor: minor(61_000) },
  anchor: "dayStartBalance",
  unstopped: "unlimited",
  source: null,
};

test("the ladder shows each step's lots, its loss, the sum, the margin and the room left, before anything is traded", () => {
  const steps = ladder(doubling(2), limitsWith({ dailyLoss }));
  expect(
    steps.map(({ step, lots, loss, cumulativeLoss, margin, dailyRoom }) => [
      step,
      lots,
      loss,
      cumulativeLoss,
      margin,
      dailyRoom,
    ]),
  ).toEqual([
    [0, 0.1, 10_100, 10_100, 11_001, 50_900],
    [1, 0.2, 20_200, 30_300, 22_002, 30_700],
    [2, 0.4, 40_400, 70_700, 44_004, -9_700],
  ]);
  expect(firstBlocked(steps)).toMatchObject({ step: 2, block: { by: "rule", rule: "limit.dailyLoss" } });
});

test("lots of a step are rounded down to the broker's step, and a step that is too small or too dear is named", () => {
  const list: GaleRule = { kind: "list", stakes: [1.55, 3, 0.05], limit: 3, afterLimit: "stop" };
  expect(ladder(list, null).map(({ lots }) => lots)).toEqual([0.1, 0.15, 0.3, null]);
  expect(firstBlocked(ladder(list, null))).toMatchObject({ step: 3, block: { by: "size", refusal: "belowMinimum" } });
  const margin = ladder(doubling(5), null, { amount: { by: "lots", lots: 1 } });
  expect(firstBlocked(margin)).toMatchObject({ step: 3, block: { by: "rule", rule: "limit.freeMargin" } });
});

test("the session's own stop loss ends the ladder by its name, not by a limit that would come later", () => {
  const steps = ladder(doubling(3), limitsWith({ dailyLoss }), { stopLoss: minor(30_000) });
  expect(steps.map(({ block }) => block?.by ?? null)).toEqual([null, null, "sessionStop", "sessionStop"]);
  expect(steps.map(({ sessionRoom }) => sessionRoom)).toEqual([19_900, -300, -40_700, -121_500]);
});

test("percent of a balance that shrinks stakes less: each step is sized by what is left", () => {
  const steps = ladder(doubling(1), null, { amount: { by: "riskPercent", percent: 1 } });
  expect(steps.map(({ lots }) => lots)).toEqual([0.09, 0.19]);
});

test("without a quote no step can be sized, and the ladder says so", () => {
  const { request: _, ...now } = inputWith(buy());
  const steps = ladder(doubling(1), null, {
    now: { ...now, account: ACCOUNT, instrument: { ...QUOTED, quote: null } },
  });
  expect(steps.map(({ block }) => block)).toEqual([
    { by: "size", refusal: "notANumber" },
    { by: "size", refusal: "notANumber" },
  ]);
});

test("losses climb, a win starts again, a breakeven waits; the limit resets or exhausts as the rule says", () => {
  const climb = (rule: GaleRule, results: readonly ("win" | "loss" | "breakeven")[]) => {
    let state = FIRST_STEP;
    return results.map((result) => {
      state = afterTrade(rule, state, result);
      return state.exhausted ? "exhausted" : state.step;
    });
  };
  expect(climb(doubling(2), ["loss", "breakeven", "loss", "loss", "loss", "win"])).toEqual([1, 1, 2, 0, 1, 0]);
  expect(climb(doubling(2, "stop"), ["loss", "loss", "loss", "win"])).toEqual([1, 2, "exhausted", "exhausted"]);
  expect(climb(doubling(0, "stop"), ["loss", "loss"])).toEqual([0, 0]);
  expect(climb({ kind: "off" }, ["loss", "loss"])).toEqual([0, 0]);
});

test("stakes of a rule: off, multiplier, list; never more steps than its limit", () => {
  const list: GaleRule = { kind: "list", stakes: [2, 3, 5], limit: 2, afterLimit: "reset" };
  expect([galeSteps({ kind: "off" }), galeSteps(doubling(3)), galeSteps(list)]).toEqual([0, 3, 2]);
  expect([0, 1, 2, 3].map((step) => galeFactor(doubling(3), step))).toEqual([1, 2, 4, 8]);
  expect([0, 1, 2, 3].map((step) => galeFactor(list, step))).toEqual([1, 2, 3, 3]);
  const bad = [
    doubling(-1),
    doubling(1.5),
    doubling(21),
    { ...doubling(1), factor: Number.NaN },
    { ...list, stakes: [] },
  ];
  expect(bad.map((rule) => galeProblem(rule))).toEqual([
    "LIMIT_OUT_OF_RANGE",
    "LIMIT_OUT_OF_RANGE",
    "LIMIT_OUT_OF_RANGE",
    "FACTOR_OUT_OF_RANGE",
    "STAKES_EMPTY",
  ]);
  expect([galeProblem(doubling(2)), galeProblem(list), galeProblem({ kind: "off" })]).toEqual([null, null, null]);
});

const anyRule: fc.Arbitrary<GaleRule> = fc.oneof(
  fc.constant<GaleRule>({ kind: "off" }),
  fc.record({
    kind: fc.constant("multiplier" as const),
    factor: fc.double({ min: 0.1, max: 4, noNaN: true }),
    limit: fc.integer({ min: 0, max: 6 }),
    afterLimit: fc.constantFrom("reset", "stop" as const),
  }),
  fc.record({
    kind: fc.constant("list" as const),
    stakes: fc.array(fc.double({ min: 0.1, max: 9, noNaN: true }), { minLength: 1, maxLength: 6 }),
    limit: fc.integer({ min: 0, max: 6 }),
    afterLimit: fc.constantFrom("reset", "stop" as const),
  }),
);

test("an edit that is let through stakes no more at any step; every rule may stay as it is or be turned off", () => {
  fc.assert(
    fc.property(anyRule, anyRule, (was, is) => {
      expect(galeNoRiskier(was, was)).toBe(true);
      expect(galeNoRiskier(was, { kind: "off" })).toBe(true);
      if (!galeNoRiskier(was, is)) return;
      expect(galeSteps(is)).toBeLessThanOrEqual(galeSteps(was));
      for (let step = 0; step <= galeSteps(is); step++)
        expect(galeFactor(is, step)).toBeLessThanOrEqual(galeFactor(was, step));
    }),
  );
});

test("whatever the results, a gale's step stays within its limit and its lots on the broker's step", () => {
  const results = fc.array(fc.constantFrom("win", "loss", "breakeven" as const), { maxLength: 30 });
  fc.assert(
    fc.property(anyRule, results, (rule, trades) => {
      let state = FIRST_STEP;
      for (const result of trades) {
        state = afterTrade(rule, state, result);
        expect(state.step).toBeLessThanOrEqual(galeSteps(rule));
      }
      for (const { lots } of ladder(rule, null)) {
        if (lots !== null) expect(Math.round(lots * 1e8) % Math.round(EURUSD.volumeStep * 1e8)).toBe(0);
      }
    }),
    { numRuns: 60 },
  );
});
