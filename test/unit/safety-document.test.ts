import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const page = read("docs/SAFETY.md");
/** What holds; the last part tells what does not, and needs no test. */
const [claimed = "", open = ""] = page.split("## What does not hold");

const NAMED = /`((?:unit|contract|integration|e2e|soak)\/[\w-]+)`/g;
const namedIn = (text: string): readonly string[] => [...text.matchAll(NAMED)].map(([, name = ""]) => name);
const fileOf = (name: string): string => `test/${name}.${name.startsWith("e2e/") ? "spec" : "test"}.ts`;

/** Rows of the tables below their headings. */
const rows = claimed
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (claim|dies|---)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test("each claim of docs/SAFETY.md names a test", () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const cells of rows) expect(namedIn(cells.at(-2) ?? ""), cells[1]).not.toEqual([]);
});

test("each test that docs/SAFETY.md names is there, tests something, and is not skipped", () => {
  const names = new Set(namedIn(claimed));
  expect(names.size).toBeGreaterThan(40);
  for (const name of names) {
    expect(existsSync(new URL(fileOf(name), root)), name).toBe(true);
    const source = read(fileOf(name));
    expect(source, name).toMatch(/^ *test(\.for\([^)]*\)|\.each\([^)]*\))?\(/m);
    expect(source, name).toMatch(/expect/);
    expect(source, name).not.toMatch(/\b(test|describe)\.(skip|todo|only|fails)\(\s*["'`]/);
  }
});

test("what stands in backquotes after a claim as a test is one: no name is misspelt", () => {
  for (const cells of rows) {
    const last = (cells.at(-2) ?? "").replace(NAMED, "");
    expect(last, cells[1]).not.toMatch(/`/);
  }
});

test("docs/SAFETY.md tells as well what does not hold", () => {
  expect(open.match(/^- /gm)?.length).toBeGreaterThan(5);
});
