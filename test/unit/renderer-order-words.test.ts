import { expect, test } from "vitest";
import { en } from "#renderer/i18n/en.ts";
import { createI18n, type Text } from "#renderer/i18n/i18n.ts";
import { fieldProblemText, problemText } from "#renderer/i18n/problem-words.ts";
import { reasonWords } from "#renderer/i18n/reason-words.ts";
import { reasonWordsEn } from "#renderer/i18n/retcode-words.ts";
import { reasonWordsId } from "#renderer/i18n/retcode-words-id.ts";
import { IntentView } from "#shared/contract/trading.ts";
import { TradeRefusal } from "#shared/link/trade-codes.ts";
import { INTENT_STATES } from "#shared/trading/intent/intent-state.ts";
import { isCertainRefusal, retcodeReason } from "#shared/trading/intent/retcodes.ts";

/** MT5's return codes; 10005 and 10037 do not exist, and 10008 to 10010 are successes. */
const RETCODES = Array.from({ length: 43 }, (_, at) => 10_004 + at).filter(
  (code) => ![10_005, 10_008, 10_009, 10_010, 10_037].includes(code),
);
/** What our own executor says (bridge/trading/executor, reconcile; shared/trading/intent). */
const OWN = [
  "linkDown",
  "expired",
  "restarted",
  "silence",
  "linkLost",
  "programUnsure",
  "noTraceAtBroker",
  "notApplied",
  "vanished",
  "cancelled",
  "partlyFilled",
  "rejected",
  "refused",
  "orderEnded",
] as const;
const LANGUAGES = ["en", "id"] as const;
const told = (reason: string, language: string, state: IntentView["state"] = "rejected") =>
  reasonWords({ state, reason }, language);

test("every return code from 10004 to 10046 says what happened and what to do, in both languages", () => {
  expect(RETCODES).toHaveLength(38);
  for (const code of RETCODES) {
    const reason = retcodeReason(code);
    expect(reason, `${code}`).toMatch(/^[a-z][A-Za-z]+$/);
    for (const language of LANGUAGES) {
      const words = told(reason ?? "", language);
      expect(words?.what.length, `${code} ${language}`).toBeGreaterThan(15);
      expect(words?.now.length, `${code} ${language}`).toBeGreaterThan(5);
    }
  }
});

test("a code after which the order may have been executed never tells anybody to send it again", () => {
  for (const code of RETCODES.filter((each) => !isCertainRefusal(each))) {
    const reason = retcodeReason(code) ?? "";
    expect(told(reason, "en")?.now, reason).toMatch(/^Do not send it again/);
    expect(told(reason, "id")?.now, reason).toMatch(/^Jangan kirim lagi/);
  }
});

test("every refusal of the program in MT5, and every reason of our own, has words in both languages", () => {
  const refusals = Object.keys(TradeRefusal.values).filter((name) => name !== "none");
  expect(refusals).toHaveLength(29);
  for (const reason of [...refusals, ...OWN]) {
    for (const language of LANGUAGES) expect(told(reason, language), `${reason} ${language}`).toBeDefined();
    expect(told(reason, "id")?.what).not.toBe(told(reason, "en")?.what);
  }
});

test("no reason is kept that nobody says, and both tables have the same", () => {
  const said = new Set<string>([
    ...RETCODES.map((code) => retcodeReason(code) ?? ""),
    ...Object.keys(TradeRefusal.values),
    ...OWN,
    "ended.cancelled",
    "ended.expired",
  ]);
  expect(Object.keys(reasonWordsEn).filter((reason) => !said.has(reason))).toEqual([]);
  expect(Object.keys(reasonWordsId).toSorted()).toEqual(Object.keys(reasonWordsEn).toSorted());
});

test("an order that expired at the broker is not one that came too late to be sent", () => {
  expect(told("expired", "en", "ended")?.what).toMatch(/expired before its price/);
  expect(told("expired", "en", "notSent")?.what).toMatch(/too late to be sent/);
  expect(told("retcode10099", "en")).toBeUndefined();
});

test("every state and action of an intent has words, and unknown says not to send again", () => {
  for (const state of INTENT_STATES) expect(en).toHaveProperty([`intent.${state}`]);
  for (const action of IntentView.shape.action.options) expect(en).toHaveProperty([`action.${action}`]);
  for (const source of IntentView.shape.source.options) expect(en).toHaveProperty([`source.${source}`]);
  expect(en["intent.unknown"]).toMatch(/do not send again/);
});

test("a field's problem names the broker's number where there is one", () => {
  const { t } = createI18n("en");
  const text: Text = (key, values) => t(key, values ?? {});
  const params = { volumeMin: 0.01, volumeMax: 50, volumeStep: 0.01, digits: 5 };
  expect(problemText(text, { field: "lots", code: "offStep", params })).toBe("It must be a multiple of 0.01.");
  expect(problemText(text, { field: "price", code: "offStep", params })).toBe("It does not fit the broker's step.");
  expect(fieldProblemText(text, { field: "lots", code: "aboveMaximum", params })).toBe(
    "Lots: The broker's maximum is 50 lots.",
  );
  const loss = { minor: 1_250, digits: 2, currency: "USD" };
  expect(problemText(text, { field: "amount", code: "problem.size.belowMinimum", params: loss })).toContain(
    "12.50 USD",
  );
});
