import { expect, test } from "vitest";
import { causeWords } from "#renderer/i18n/cause-words.ts";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { flattensOf, isLatched, latchLines, mustHold, nearLines } from "#renderer/panels/kill-switch/kill-view.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { FlattenView, LatchesView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";

const A = "1@A" as AccountId;
const B = "2@B" as AccountId;
const latch = (verb: "pauseEntries" | "flattenAll", global: boolean) => ({ verb, global, sinceMs: 5, cause: "user" });
const view = (accountId: AccountId, latches: LatchesView["latches"], confirmed: boolean): LatchesView => ({
  accountId,
  latches,
  confirmed,
});

test("a latch on all accounts is one line, and confirmed only when every account's MT5 has confirmed it", () => {
  const views = [
    view(A, [latch("flattenAll", true), latch("pauseEntries", false)], true),
    view(B, [latch("flattenAll", true)], false),
  ];
  expect(latchLines(views).map(({ accountId, verb, confirmed }) => [accountId, verb, confirmed])).toEqual([
    [null, "flattenAll", false],
    [A, "pauseEntries", true],
  ]);
  expect(latchLines([views[0] ?? view(A, [], true)])[0]?.confirmed).toBe(true);
});

test("a button is latched by its own account's latch or by one on all, never by another account's", () => {
  const lines = latchLines([view(A, [latch("pauseEntries", false)], true)]);
  expect(isLatched(lines, "pauseEntries", A)).toBe(true);
  expect(isLatched(lines, "pauseEntries", B)).toBe(false);
  expect(isLatched(lines, "pauseEntries", null)).toBe(false);
  const everywhere = latchLines([view(A, [latch("pauseEntries", true)], true)]);
  expect(isLatched(everywhere, "pauseEntries", B)).toBe(true);
});

test("only flattening where real money is asks to be held", () => {
  const [paper, live] = [{ nature: "paper" }, { nature: "live" }] as const;
  expect(mustHold("flattenAll", [paper, live])).toBe(true);
  expect(mustHold("flattenAll", [paper])).toBe(false);
  expect(mustHold("pauseEntries", [live])).toBe(false);
  expect(mustHold("stopAutomation", [live])).toBe(false);
});

test("a flatten on all accounts tells of each of them, one on an account of that account alone", () => {
  const flatten = (accountId: AccountId): FlattenView => ({
    accountId,
    flattenId: accountId,
    cause: "user",
    stage: "closing",
    startedMs: 1,
    positionsLeft: 1,
    ordersLeft: 0,
    positions: [],
  });
  const line = { verb: "flattenAll", sinceMs: 1, cause: "user", confirmed: true } as const;
  expect(flattensOf({ ...line, accountId: null }, [flatten(A), flatten(B)])).toHaveLength(2);
  expect(flattensOf({ ...line, accountId: B }, [flatten(A), flatten(B)]).map((one) => one.accountId)).toEqual([B]);
  expect(flattensOf({ ...line, verb: "pauseEntries", accountId: null }, [flatten(A)])).toEqual([]);
});

test("a limit warns from 80 % on and when it is used up, and says nothing while it holds", () => {
  const rule = (message: string, status: "ok" | "warn" | "blocked"): RiskView["rules"][number] => ({
    rule: "limit.dailyLoss",
    status,
    unit: "money",
    value: 1,
    limit: 1,
    room: 0,
    roomBefore: 0,
    message,
    params: {},
    source: null,
  });
  const risk = (rules: RiskView["rules"]): RiskView => ({
    accountId: A,
    currency: "USD",
    digits: 2,
    limits: null,
    day: null,
    rules,
  });
  expect(nearLines([risk([rule("limit.dailyLoss.ok", "ok")])])).toEqual([]);
  expect(nearLines([risk([rule("limit.dailyLoss.near", "warn")])])).toHaveLength(1);
  expect(nearLines([risk([rule("limit.dailyLoss.over", "blocked")])])).toHaveLength(1);
});

test("who latched it is named in words: a person, a rule, MT5, or the cause as it came", () => {
  const i18n = createI18n("en");
  const text: Text = (key, values) => i18n.t(key, values ?? {});
  expect(causeWords("user", text)).toBe("by you");
  expect(causeWords("limit.dailyLoss", text)).toBe("by the rule “Daily loss”");
  expect(causeWords("panelButton", text)).toContain("MT5");
  expect(causeWords("somethingNew", text)).toBe("by somethingNew");
});
