import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { en } from "#renderer/i18n/en.ts";
import { errorWords } from "#renderer/i18n/error-words.ts";
import { errorsId } from "#renderer/i18n/errors-id.ts";
import { chooseLanguage, createI18n, type TextKey } from "#renderer/i18n/i18n.ts";
import { id } from "#renderer/i18n/id.ts";
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
