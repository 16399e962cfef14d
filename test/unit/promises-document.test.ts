import { execFileSync } from "node:child_process";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HELP } from "#bridge/host/options.ts";
import { COMMANDS } from "#cli/commands.ts";
import { INDICATORS } from "#shared/market/indicators/catalogue.ts";
import {
  isThere,
  mustBeTest,
  rowsOf,
  testsNamedIn,
  textOf,
  withoutTests,
} from "#test/fixtures/documents/named-tests.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
const readme = textOf("README.md");
const [promised = ""] = textOf("docs/PROMISES.md").split("## What no test here shows");
const rows = rowsOf(promised, /^\| the README says/).map((cells) => ({ words: cells[1] ?? "", tests: cells[2] ?? "" }));

test("each promise stands in the README word by word, and names tests that are there and test something", () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const { words, tests } of rows) {
    expect(flat(readme), words).toContain(words);
    expect(testsNamedIn(tests), words).not.toEqual([]);
    expect(withoutTests(tests), words).not.toMatch(/`/);
    for (const name of testsNamedIn(tests)) mustBeTest(name);
  }
});

test("every part of the README that promises something has its row", () => {
  const parts = readme.split(/^## /m).slice(1);
  const points = parts.flatMap((part) => part.match(/^- \*\*.*(?:\n {2}.*)*/gm) ?? []);
  expect(points.length).toBeGreaterThan(4);
  const without = [...parts, ...points].filter((part) => !rows.some(({ words }) => flat(part).includes(words)));
  expect(without.map((part) => part.slice(0, 60))).toEqual([]);
});

test("the README names the options that npm start takes, and no other", () => {
  const told = [...readme.matchAll(/^\| `(--[\w-]+)/gm)].map(([, option]) => option);
  expect(told).toEqual([...HELP.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option));
});

test("the README's commands are ones, with options that they take", () => {
  const scripts = (JSON.parse(textOf("package.json")) as { readonly scripts: Readonly<Record<string, string>> })
    .scripts;
  const tasks = [...readme.matchAll(/npm (?:run )?(start|test(?::\w+)?|[a-z]+)\b(?= |`)/g)].map(
    ([, task]) => task ?? "",
  );
  expect(tasks.length).toBeGreaterThan(8);
  expect(tasks.filter((task) => scripts[task] === undefined)).toEqual([]);
  const lines = [...readme.matchAll(/npm run fairlead -- ([^#`\n]+)/g)].map(([, words = ""]) =>
    words.trim().split(/ +/),
  );
  expect(lines.length).toBeGreaterThan(3);
  for (const words of lines) {
    const command = COMMANDS.find((one) => one.words.every((word, at) => words[at] === word));
    expect(command, words.join(" ")).toBeDefined();
    const options = new Set(["data", "json", "help", ...Object.keys(command?.options ?? {})]);
    for (const word of words) if (word.startsWith("--")) expect(options, words.join(" ")).toContain(word.slice(2));
  }
});

test("the README counts the indicators right", () => {
  const words = ["nineteen", "twenty", "twenty-one", "twenty-two", "twenty-three", "twenty-four", "twenty-five"];
  expect(readme).toContain(`*Indicators* adds any of ${words[INDICATORS.length - 19]} `);
});

test("every link of every document to a file of the repository leads to one", () => {
  const documents = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
  const dead = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => normalize(join(dirname(file), target)))
      .filter((target) => !isThere(target))
      .map((target) => `${file}: ${target}`),
  );
  expect(documents.length).toBeGreaterThan(30);
  expect(dead).toEqual([]);
});
