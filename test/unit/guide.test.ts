import fc from "fast-check";
import { expect, test } from "vitest";
import { type CheckState, connectChecks } from "#renderer/panels/guide/connect-checks.ts";
import { helpEn } from "#renderer/panels/guide/help-en.ts";
import { helpId } from "#renderer/panels/guide/help-id.ts";
import type { HelpTexts } from "#renderer/panels/guide/help-text.ts";
import { practised } from "#renderer/panels/guide/practice-trades.ts";
import type { IntentView } from "#shared/contract/trading.ts";
import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import { capitalLevel } from "#shared/trading/presets/capital-level.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";
import {
  ANSWERS,
  type Answers,
  proposedLimits,
  QUESTIONS,
  TOLERANCES,
  toleranceOf,
} from "#shared/trading/presets/tolerance.ts";
import { limitsProblem } from "#shared/trading/rules/limits-problem.ts";

const answer = fc.constantFrom(...ANSWERS);
const all = fc.record(Object.fromEntries(QUESTIONS.map((question) => [question, answer]))) as fc.Arbitrary<
  Required<Answers>
>;

test("who has never traded, or trades with most of his savings, is proposed the most careful limits, whatever else he says", () => {
  fc.assert(
    fc.property(all, fc.boolean(), (answers, never) => {
      const careful = never ? { ...answers, experience: 0 as const } : { ...answers, share: 0 as const };
      expect(toleranceOf(careful)).toBe("conservative");
    }),
  );
});

test("a bolder answer never leads to a more careful proposal, and nothing is proposed while an answer is missing", () => {
  fc.assert(
    fc.property(all, fc.constantFrom(...QUESTIONS), (answers, question) => {
      const bolder = { ...answers, [question]: Math.min(2, (answers[question] ?? 0) + 1) } as Answers;
      const rank = (given: Answers): number => TOLERANCES.indexOf(toleranceOf(given) ?? "conservative");
      expect(rank(bolder)).toBeGreaterThanOrEqual(rank(answers));
      expect(toleranceOf({ ...answers, [question]: undefined })).toBeUndefined();
    }),
  );
  expect(toleranceOf({ experience: 2, share: 2, fall: 2, goal: 2, income: 2 })).toBe("aggressive");
  expect(toleranceOf({ experience: 1, share: 1, fall: 1, goal: 1, income: 1 })).toBe("moderate");
});

test("every proposal is one that the bridge takes, asks for a stop, and grows with the tolerance", () => {
  const balance = 1_000_000 as MinorUnits;
  const percents = TOLERANCES.map((tolerance) => {
    const limits = proposedLimits(tolerance, "Mine", balance);
    expect(limitsProblem(limits)).toBeNull();
    expect(limits.stop?.required).toBe(true);
    expect(limits.initialBalance).toBe(balance);
    return [limits.orderRisk, limits.openRisk, limits.dailyLoss, limits.totalLoss].map((limit) =>
      limit?.amount.in === "percent" ? limit.amount.percent : 0,
    );
  });
  for (const [at, figures] of percents.entries())
    for (const [rule, figure] of figures.entries()) expect(figure).toBeGreaterThan(percents[at - 1]?.[rule] ?? 0);
  // Moderate is what a trader's own limits start from elsewhere.
  expect(proposedLimits("moderate", "Custom", balance).dailyLoss).toEqual(PRESETS.custom.limits.dailyLoss);
});

test("the level of capital is that of whole units of the account's currency", () => {
  expect(capitalLevel(2_499_999, 2)).toBe("below25");
  expect(capitalLevel(2_500_000, 2)).toBe("25K");
  expect(capitalLevel(100_000, 0)).toBe("100K");
  expect(capitalLevel(99_999_999, 2)).toBe("250K");
  expect(capitalLevel(-5, 2)).toBe("below25");
});

const PAPER = "paper" as AccountId;
const intent = (more: Partial<IntentView>): IntentView => ({
  seq: 1,
  intentId: "a" as IntentView["intentId"],
  accountId: PAPER,
  source: "ticket",
  action: "open",
  symbol: "EURUSD",
  state: "done",
  executedLots: 0.1,
  createdMs: 0,
  changedMs: 0,
  adopted: false,
  position: "7",
  ...more,
});
const out = { accountId: PAPER, entry: "out", position: "7" } as const;

test("a guided trade counts when the paper account shows it: by hand, with its stop, filled, and over however it ended", () => {
  expect(practised(PAPER, [intent({})], [out]).stop).toEqual({ placed: false, over: false });
  expect(practised(PAPER, [intent({ stopLoss: 1 })], []).stop).toEqual({ placed: true, over: false });
  expect(practised(PAPER, [intent({ stopLoss: 1 })], [out]).stop).toEqual({ placed: true, over: true });
  expect(practised(PAPER, [intent({ stopLoss: 1 })], [{ ...out, entry: "in" }]).stop.over).toBe(false);
  expect(practised(PAPER, [intent({ stopLoss: 1, source: "session" })], [out]).stop.placed).toBe(false);
  expect(practised(PAPER, [intent({ stopLoss: 1, executedLots: 0, state: "rejected" })], []).stop.placed).toBe(false);
  expect(practised("live", [intent({ stopLoss: 1 })], [out]).stop.placed).toBe(false);
  expect(practised(PAPER, [intent({ stopLoss: 1, takeProfit: 2 })], [out]).target.over).toBe(true);
  const waits = intent({ action: "pending", stopLoss: 1, state: "accepted", executedLots: 0 });
  expect(practised(PAPER, [waits], []).pending).toEqual({ placed: true, over: false });
  expect(practised(PAPER, [waits, { ...waits, seq: 2, state: "ended" }], []).pending.over).toBe(true);
  expect(practised(PAPER, [{ ...waits, state: "rejected" }], []).pending.placed).toBe(false);
});

test("the checklist of MetaTrader names the first thing that is missing, and says nothing of what cannot be known yet", () => {
  const link = (more: object) => ({
    kind: "mt5" as const,
    state: "live" as const,
    ea: { ok: true },
    algoTrading: true,
    reduceOnly: false,
    accountId: PAPER,
    ...more,
  });
  const states = (links: Parameters<typeof connectChecks>[0], accounts = [{ id: PAPER }], symbols = 3): string =>
    Object.values(connectChecks(links, accounts, () => symbols))
      .map((state: CheckState) => state[0])
      .join("");
  expect(states([])).toBe("muuuu");
  expect(states([link({ kind: "paper" })])).toBe("muuuu");
  expect(states([link({ state: "lost", ea: { ok: false } })])).toBe("omuuu");
  expect(states([link({ algoTrading: false })])).toBe("oomoo");
  expect(states([link({ accountId: undefined })])).toBe("ooomu");
  expect(states([link({})], [{ id: PAPER }], 0)).toBe("oooom");
  expect(states([link({ state: "lost", ea: { ok: false } }), link({})])).toBe("ooooo");
});

test("every page of the help stands in both languages, part by part, with nothing left empty", () => {
  const shape = (texts: HelpTexts): unknown =>
    Object.entries(texts).map(([page, { parts }]) => [page, parts.map(({ paragraphs }) => paragraphs.length)]);
  expect(shape(helpId)).toEqual(shape(helpEn));
  for (const texts of [helpEn, helpId])
    for (const { title, parts } of Object.values(texts))
      for (const { heading, paragraphs } of parts)
        for (const words of [title, heading, ...paragraphs]) expect(words.trim().length).toBeGreaterThan(3);
});
