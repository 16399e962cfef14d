import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { durationText } from "#renderer/i18n/age-text.ts";
import { countWords } from "#renderer/i18n/count-words.ts";
import { en } from "#renderer/i18n/en.ts";
import { errorWords } from "#renderer/i18n/error-words.ts";
import { errorsId } from "#renderer/i18n/errors-id.ts";
import { eventsId } from "#renderer/i18n/events-id.ts";
import { chooseLanguage, createI18n, type TextKey } from "#renderer/i18n/i18n.ts";
import { id } from "#renderer/i18n/id.ts";
import { helpEn } from "#renderer/panels/guide/help-en.ts";
import { helpId } from "#renderer/panels/guide/help-id.ts";
import { AccountNature } from "#shared/contract/accounts.ts";
import { ERRORS, type ErrorCode } from "#shared/contract/errors.ts";
import { LinkState } from "#shared/contract/links.ts";

const root = fileURLToPath(new URL("../../renderer/", import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("i18n"))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .concat(
    [
      "age-text",
      "account-words",
      "cause-words",
      "limit-words",
      "origin-words",
      "problem-words",
      "session-text",
      "unit-words",
      "verdict-words",
    ].map((name) => readFileSync(join(root, `i18n/${name}.ts`), "utf8")),
  )
  .join("\n");
const keys = Object.keys(en) as TextKey[];

/** Every string literal of the sources, and the fixed beginnings of template literals. */
const literals = new Set([...sources.matchAll(/"([a-zA-Z][\w.-]*)"/g)].map(([, text = ""]) => text));
const prefixes = new Set([...sources.matchAll(/`([a-zA-Z][\w.]*\.)\$\{/g)].map(([, text = ""]) => text));
const used = (key: string): boolean => literals.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));

test("no two tables of words share a key: the later one would take the other's place and say something else", () => {
  const tables = readdirSync(join(root, "i18n")).filter((file) => /^en\.ts$|-words\.ts$/.test(file));
  const written = tables.flatMap((file) =>
    [...readFileSync(join(root, "i18n", file), "utf8").matchAll(/^ {2}"([\w.-]+)":/gm)].map(([, key = ""]) => key),
  );
  expect(written.length).toBeGreaterThan(2_000);
  expect(written.filter((key, at) => written.indexOf(key) !== at)).toEqual([]);
});

test("no text is kept that the window does not use", () => {
  expect(keys.filter((key) => !used(key))).toEqual([]);
});

test("no text is asked for that does not exist", () => {
  const asked = [...sources.matchAll(/\btext\(\s*"([\w.-]+)"/g)].map(([, key = ""]) => key);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  for (const prefix of prefixes)
    expect(
      keys.some((key) => key.startsWith(prefix)),
      `${prefix}*`,
    ).toBe(true);
});

test("words exist for every state and nature that the contract knows", () => {
  for (const state of LinkState.options) expect(en).toHaveProperty([`link.${state}`]);
  for (const nature of AccountNature.options) {
    expect(en).toHaveProperty([`nature.${nature}`]);
    expect(en).toHaveProperty([`nature.${nature}.long`]);
  }
});

test("Indonesian has every text, none empty, each with the same blanks to fill", () => {
  const blanks = (text: string): string[] =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name).toSorted();
  expect(Object.keys(id).toSorted()).toEqual([...keys].toSorted());
  for (const key of keys) {
    expect(id[key].trim(), key).not.toBe("");
    expect(blanks(id[key]), key).toEqual(blanks(en[key]));
  }
});

test("every error code has words in both languages", () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    for (const language of ["en", "id"]) {
      const { what, now } = errorWords(code, language);
      expect(`${what}${now}`.length, `${language} ${code}`).toBeGreaterThan(10);
    }
    expect(errorsId[code].what).not.toBe(ERRORS[code].what);
  }
});

/** Nouns of several, right after a number or with one word in between. */
const SEVERAL =
  "(?:(?!from )\\w+ )?(?:positions|orders|trades|files|bars|days|rows|minutes|changes|values|settings|ticks|pairs|returns|indicators|levels|readings)\\b";
const COUNTED = new RegExp(`\\{\\{(\\w+)\\}\\} ${SEVERAL}`, "g");
const ONE_OF_SEVERAL = new RegExp(`\\b1 ${SEVERAL}`);
/** Counts that are never one where they are said. */
const NEVER_ONE: ReadonlySet<string> = new Set([
  "stats.thin.trades",
  "stats.thin.days",
  "stats.thin.rows",
  "stats.thin.samples",
  "studies.most",
  "chart.detail",
]);

test("what is counted is said in the singular where it is one, however many counts a sentence has", () => {
  const { t } = createI18n("en");
  const counted = keys.flatMap((key) => [...en[key].matchAll(COUNTED)].map(([, name = ""]) => ({ key, name })));
  expect(counted.length).toBeGreaterThan(10);
  for (const { key, name } of counted)
    if (!NEVER_ONE.has(key)) expect(t(key, { [name]: 1 }), `${key}: ${name}`).not.toMatch(ONE_OF_SEVERAL);
  expect(t("flatten.stuck", { left: 1, orders: 2 })).toBe("Stuck: 1 position and 2 orders left. MT5 goes on trying");
  expect(t("flatten.closing", { closed: 0, all: 3, orders: 1 })).toBe("Closing: 0 of 3 positions closed, 1 order left");
  expect(t("journal.import.kept", { count: 1, duplicates: 1 })).toBe("1 row was added. 1 was here already.");
  expect(createI18n("id").t("flatten.stuck", { left: 1, orders: 2 })).toContain("1 posisi dan 2 order");
});

test("every count that stands in a sentence has its two forms, and is used", () => {
  const asked = keys.flatMap((key) => [...en[key].matchAll(/\$t\(([\w.]+),/g)].map(([, name = ""]) => name));
  const forms = Object.keys(countWords).filter((key) => key.startsWith("count."));
  expect(new Set(forms)).toEqual(new Set(asked.flatMap((name) => [name, `${name}_one`])));
});

test("no text names a key that its user may have changed", () => {
  const pages = Object.values(helpEn).concat(Object.values(helpId));
  const said = [...Object.values(en), ...Object.values(id), ...pages.map((page) => JSON.stringify(page))];
  for (const words of said) expect(words).not.toMatch(/\bF\d\b|\bCtrl\+|\bAlt\+|(^|[ ;])\? (shows|menampilkan)/);
});

test("Indonesian has one word for each part of the house: what is a jembatan here is no bridge there", () => {
  const said = [...Object.values(id), ...Object.values(errorsId).flatMap(({ what, now }) => [what, now])];
  for (const words of [...said, ...Object.values(eventsId), JSON.stringify(helpId)])
    expect(words).not.toMatch(/\bbridge\b|\bKejadian\b|\b(trading|akun) live\b/i);
});

test("a duration is said in the language's own units, the two largest of them", () => {
  const said = (ms: number) =>
    (["en", "id"] as const).map((language) =>
      durationText((key, values) => createI18n(language).t(key, values ?? {}), ms),
    );
  expect(said(15_240_000)).toEqual(["4 h 14 min", "4 jam 14 mnt"]);
  expect(said(93_600_000)).toEqual(["1 d 2 h", "1 hari 2 jam"]);
  expect(said(7_200_000)).toEqual(["2 h", "2 jam"]);
  expect(said(61_000)).toEqual(["1 min 1 s", "1 mnt 1 dtk"]);
});

test("numbers stay as they are given in both languages", () => {
  for (const language of ["en", "id"] as const)
    expect(createI18n(language).t("about.version", { version: 1.5 })).toContain("1.5");
});

test("the language is the one asked for, else the system's if we speak it, else English", () => {
  expect(chooseLanguage("id", ["en-US"])).toBe("id");
  expect(chooseLanguage("system", ["de-DE", "id-ID", "en-US"])).toBe("id");
  expect(chooseLanguage("system", ["de-DE"])).toBe("en");
  expect(chooseLanguage("klingon", [])).toBe("en");
});
