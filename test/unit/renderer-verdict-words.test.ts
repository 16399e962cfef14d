import { expect, test } from "vitest";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { ruleWords } from "#renderer/i18n/rule-words.ts";
import { ruleWordsId } from "#renderer/i18n/rule-words-id.ts";
import { happenedWords, reasonWords, whyWords } from "#renderer/i18n/session-text.ts";
import { verdictWords } from "#renderer/i18n/verdict-words.ts";
import type { RuleView } from "#shared/contract/verdict.ts";
import { RULE_WORDS } from "#shared/trading/verdict/messages.ts";
import { RULE_IDS } from "#shared/trading/verdict/rule-ids.ts";

const usd = { currency: "USD", digits: 2 };
const textIn = (language: "en" | "id"): Text => {
  const i18n = createI18n(language);
  return (key, values) => i18n.t(key, values ?? {});
};
const rule = (change: Partial<RuleView>): RuleView => ({
  rule: "limit.dailyLoss",
  status: "blocked",
  unit: "money",
  value: 949_000,
  limit: 950_000,
  room: -1_000,
  roomBefore: 61_000,
  message: "limit.dailyLoss.over",
  params: { amountMinor: 50_000 },
  source: null,
  ...change,
});

test("everything that a rule can say has a sentence in both languages, and no sentence is left over", () => {
  const said = RULE_IDS.flatMap((id) => RULE_WORDS[id].map((word) => `verdict.${id}.${word}`));
  const kept = Object.keys(ruleWords).filter((key) => /^verdict\..+\./.test(key));
  expect(kept.toSorted()).toEqual(said.toSorted());
  expect(Object.keys(ruleWordsId).toSorted()).toEqual(Object.keys(ruleWords).toSorted());
});

test("a sentence has its numbers with their unit, and money params in money", () => {
  const text = textIn("en");
  expect(verdictWords(rule({}), usd, text)).toBe(
    "At the stop, equity would be 9\u202f490.00 USD: below the day's floor of 9\u202f500.00 USD.",
  );
  const params = { minutes: 12, roomAfterResetMinor: -500 };
  expect(verdictWords(rule({ message: "limit.dailyLoss.overAfterReset", params }), usd, text)).toBe(
    "Allowed today, but after the reset in 12 min the room would be \u22125.00 USD.",
  );
  expect(verdictWords(rule({ message: "limit.dailyLoss.near", room: 7_000 }), usd, text)).toContain("70.00 USD left");
  expect(verdictWords(rule({ message: "limit.dailyLoss.ofTomorrow" }), usd, text)).toContain("Daily loss");
  expect(verdictWords(rule({}), usd, textIn("id"))).toContain("lantai hari ini 9\u202f500.00 USD");
});

test("points and lots in a sentence are numbers, in both languages", () => {
  const spread = rule({ rule: "limit.spread", unit: "points", value: 12, limit: 10, message: "limit.spread.over" });
  expect(verdictWords(spread, usd, textIn("en"))).toBe("The spread is 12 pts; your limit is 10 pts.");
  expect(verdictWords(spread, usd, textIn("id"))).toBe("Spread 12 poin; batas Anda 10 poin.");
  const lots = rule({ rule: "limit.orderLots", unit: "lots", value: 2, limit: 0.5, message: "limit.orderLots.over" });
  expect(verdictWords(lots, usd, textIn("en"))).toBe("2 lots in one order; your limit is 0.5 lots.");
});

test("a session's stop names the account's rule, and what happened in it reads as a sentence", () => {
  const text = textIn("en");
  expect(reasonWords({ phase: "stopped", reason: "accountRule", rule: "limit.dailyLoss" }, text, "en")).toContain(
    "Daily loss",
  );
  expect(reasonWords({ phase: "armed", waitsFor: "link" }, text, "en")).toContain("connection");
  expect(reasonWords({ phase: "draft" }, text, "en")).toBe("");
  expect(whyWords("retcodeUnheard", text, "en")).toBe("retcodeUnheard");
  const told = { code: "TRADE_CLOSED", details: { trade: 3, netMinor: -140 } };
  expect(happenedWords(told, usd, text, "en")).toBe("Trade 3 closed: \u22121.40 USD.");
  expect(happenedWords({ code: "OF_TOMORROW", details: {} }, usd, text, "en")).toBe("OF_TOMORROW");
});

test("why a session's trade failed is said in words: rules, the broker's answers, refusals of MT5 and errors alike", () => {
  const text = textIn("en");
  const words = (reason: string): string => whyWords(reason, text, "en");
  expect(words("limit.dailyLoss")).toContain("Daily loss");
  expect(words("marketClosed")).toBe("The market for this symbol is closed.");
  expect(words("notEnoughMoney")).toBe("There is not enough free margin for this order.");
  expect(words("LINK_DOWN")).not.toBe("LINK_DOWN");
  expect(words("LEDGER_UNWRITABLE")).toContain("ledger cannot be written");
  expect(words("unwritable")).toContain("nothing was sent");
  expect(whyWords("marketClosed", textIn("id"), "id")).not.toBe(words("marketClosed"));
});
