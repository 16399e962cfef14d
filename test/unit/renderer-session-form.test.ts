import fc from "fast-check";
import { expect, test } from "vitest";
import { en } from "#renderer/i18n/en.ts";
import { namedProblems, readDraft } from "#renderer/panels/sessions/read-draft.ts";
import { draftOf, firstDraft, type SessionDraft, type SessionInput } from "#renderer/panels/sessions/session-draft.ts";
import { verbsOf } from "#renderer/panels/sessions/session-verbs.ts";
import { hoursDraft, minuteOf, minuteText, readHours } from "#renderer/ui/hours-draft.ts";
import { minorFieldText, numberText } from "#renderer/ui/number-text.ts";
import { SessionInput as Schema } from "#shared/contract/sessions.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { parseFigure, parseMoney } from "#shared/trading/input/parse-fields.ts";

const ACCOUNT = "10001@Fairlead-Paper" as AccountId;
const PAPER = { nature: "paper", currencyDigits: 2 } as const;
const first = (change: Partial<SessionDraft> = {}): SessionDraft => ({
  ...firstDraft(ACCOUNT, "EURUSD", 1_000_000, 2),
  ...change,
});
const fieldsOf = (draft: SessionDraft): readonly string[] => readDraft(draft, PAPER).problems.map(({ field }) => field);

test("the form as it opens is a session that the bridge would take", () => {
  const { config, problems } = readDraft(first(), PAPER);
  expect(problems).toEqual([]);
  expect(Schema.parse(config)).toMatchObject({ mode: "paper", stopLoss: 10_000, gale: { kind: "off" } });
  expect(readDraft(first(), { nature: "live", currencyDigits: 2 }).config?.mode).toBe("live");
});

test("a comma is a decimal mark, a thousand that may be one is refused, and the field is named", () => {
  expect(readDraft(first({ stopLoss: "100,50" }), PAPER).config?.stopLoss).toBe(10_050);
  for (const typed of ["1.000", "1,000", "1.085,5", "1e3", "-5", "", "NaN"])
    expect(fieldsOf(first({ stopLoss: typed })), typed).toEqual(["stopLoss"]);
  expect(fieldsOf(first({ amount: "0,10" }))).toEqual([]);
});

test("each field that cannot be is named once with words that exist", () => {
  const broken = first({
    name: " ",
    symbols: [],
    amount: "0",
    stopPoints: "x",
    galeKind: "list",
    stakes: "2 two",
    maxConcurrent: "2",
    hold: "-1",
    schedule: { zone: "Mars/Olympus", windows: [] },
  });
  const { config, problems } = readDraft(broken, PAPER);
  expect(config).toBeUndefined();
  const fields = problems.map(({ field }) => field);
  for (const field of ["name", "symbols", "amount", "stopPoints", "stakes", "maxConcurrent", "hold", "schedule"])
    expect(fields, field).toContain(field);
  for (const { words } of problems) expect(en, words).toHaveProperty([words]);
});

test("what the bridge refuses is brought back to the field of the form", () => {
  const named = namedProblems("stopLoss: EDIT_ADDS_RISK; gale: FACTOR_OUT_OF_RANGE; mode: MODE_DOES_NOT_FIT_ACCOUNT");
  expect(named.map(({ field }) => field)).toEqual(["stopLoss", "factor", "account"]);
  expect(namedProblems(undefined)).toEqual([]);
});

test("a session opened in the form and saved unchanged is the same session", () => {
  const lots = fc.integer({ min: 1, max: 5_000_000 }).map((units) => units / 1_000);
  const minor = fc.integer({ min: 1, max: 99_999_999 });
  fc.assert(
    fc.property(lots, minor, fc.option(minor), fc.option(lots), (amount, stopLoss, stopProfit, take) => {
      const { config } = readDraft(first(), PAPER);
      if (config === undefined) throw new Error("the first draft is sound");
      const was: SessionInput = {
        ...config,
        amount: { by: "lots", lots: amount },
        gale: { kind: "list", stakes: [1.125, 2.5, amount], limit: 2, afterLimit: "stop" },
        stopLoss: stopLoss as SessionInput["stopLoss"],
        stopProfit: stopProfit as SessionInput["stopProfit"],
        takePoints: take === null ? null : Math.ceil(take * 10) / 10,
        holdMs: 90_000,
        schedule: { zone: "Europe/Prague", windows: [{ weekdays: [1, 5], fromMinute: 480, toMinute: 1_440 }] },
        signals: { sources: ["manual", "bot:x"], symbols: ["EURUSD"], types: ["buy"], hours: null },
      };
      if (amount > 1_000) return;
      expect(readDraft(draftOf(was, 2), PAPER, was)).toEqual({ config: was, problems: [] });
    }),
  );
});

test("a number put into a field is read back as itself, whatever its decimals", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }), (units, decimals) => {
      const value = units / 10 ** decimals;
      expect(parseFigure(numberText(value), { decimals: 8, max: 1e12 })).toEqual({ ok: true, value });
      expect(parseMoney(minorFieldText(units, decimals), decimals)).toEqual({ ok: true, value: units });
    }),
  );
});

test("hours survive the form, and hours without a day, a time or a zone are refused", () => {
  const hours = { zone: "Asia/Jakarta", windows: [{ weekdays: [0, 6], fromMinute: 1_320, toMinute: 120 }] };
  expect(readHours(hoursDraft(hours))).toEqual(hours);
  expect(minuteOf("24:00")).toBe(1_440);
  expect(minuteOf("24:01")).toBeUndefined();
  expect(minuteOf("8:61")).toBeUndefined();
  expect(minuteText(65)).toBe("01:05");
  const window = { weekdays: [1], from: "08:00", to: "17:00" };
  expect(readHours({ zone: "Nowhere", windows: [window] })).toBeUndefined();
  expect(readHours({ zone: "UTC", windows: [{ ...window, weekdays: [] }] })).toBeUndefined();
  expect(readHours({ zone: "UTC", windows: [{ ...window, from: "x" }] })).toBeUndefined();
});

test("a stopped session can only be removed, and one at work never is", () => {
  expect(verbsOf("stopped")).toEqual(["remove"]);
  for (const phase of ["armed", "running", "paused", "stopping"] as const) {
    expect(verbsOf(phase)).not.toContain("remove");
    expect(verbsOf(phase)).toContain("stop");
  }
});
