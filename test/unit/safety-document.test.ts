import { expect, test } from "vitest";
import { mustBeTest, rowsOf, testsNamedIn, textOf, withoutTests } from "#test/fixtures/documents/named-tests.ts";

const page = textOf("docs/SAFETY.md");
/** What holds; the last part tells what does not, and needs no test. */
const [claimed = "", open = ""] = page.split("## What does not hold");
const rows = rowsOf(claimed, /^\| (claim|dies)/);

test("each claim of docs/SAFETY.md names a test", () => {
  expect(rows.length).toBeGreaterThan(50);
  for (const cells of rows) expect(testsNamedIn(cells.at(-2) ?? ""), cells[1]).not.toEqual([]);
});

test("each test that docs/SAFETY.md names is there, tests something, and is not skipped", () => {
  const names = new Set(testsNamedIn(claimed));
  expect(names.size).toBeGreaterThan(40);
  for (const name of names) mustBeTest(name);
});

test("what stands in backquotes after a claim as a test is one: no name is misspelt", () => {
  for (const cells of rows) expect(withoutTests(cells.at(-2) ?? ""), cells[1]).not.toMatch(/`/);
});

test("docs/SAFETY.md tells as well what does not hold", () => {
  expect(open.match(/^- /gm)?.length).toBeGreaterThan(5);
});
