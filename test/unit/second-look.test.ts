import { describe, expect, test } from "vitest";
import { readPlaywrightReport } from "../../scripts/gates/playwright-gate.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";
import { MOST_UNSTEADY, type Run, takeSecondLook } from "../../scripts/gates/second-look.ts";
import { filesOf, readVitestReport } from "../../scripts/gates/vitest-gate.ts";

const run = (passed: number, failures: readonly string[], passes: readonly string[] = [], hidden = 0): Run => ({
  tally: { passed, failed: failures.length + hidden, skipped: 2 },
  failures,
  passes: new Set(passes),
});
const never = (): Promise<Run> => Promise.reject(new Error("a second run was not wanted"));

describe("the second look at a run of tests", () => {
  test("takes what passes alone for unsteady, and what fails again for broken", async () => {
    const verdict = await takeSecondLook(run(10, ["a > one", "b > two"]), async () => run(3, ["b > two"], ["a > one"]));
    expect(verdict).toEqual({
      tally: { passed: 11, failed: 1, skipped: 2 },
      broken: ["b > two"],
      unsteady: ["a > one"],
    });
  });

  test("does not take for passed what the second run did not bring to an end", async () => {
    const verdict = await takeSecondLook(run(10, ["a > one"]), async () => run(0, []));
    expect(verdict).toEqual({ tally: { passed: 10, failed: 1, skipped: 2 }, broken: ["a > one"], unsteady: [] });
  });

  test("is not taken when nothing failed, when much did, or when something failed that has no name", async () => {
    expect((await takeSecondLook(run(10, []), never)).tally.failed).toBe(0);
    const many = Array.from({ length: MOST_UNSTEADY + 1 }, (_, i) => `a > ${i}`);
    expect((await takeSecondLook(run(10, many), never)).broken).toEqual(many);
    expect((await takeSecondLook(run(10, ["a > one"], [], 1), never)).tally.failed).toBe(2);
  });
});

describe("what the runners report", () => {
  const file = `${ROOT}/test/unit/x.test.ts`;
  const report = (status: string, tests: readonly { fullName: string; status: string }[]): string =>
    JSON.stringify({
      numPassedTests: tests.filter((one) => one.status === "passed").length,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ name: file, status, assertionResults: tests }],
    });

  test("vitest: a failed test is named with its file, a file that does not load by itself, a lost worker not at all", () => {
    const tests = [
      { fullName: "good", status: "passed" },
      { fullName: "bad", status: "failed" },
    ];
    const failed = readVitestReport(report("failed", tests), 1);
    expect(failed.failures).toEqual(["test/unit/x.test.ts > bad"]);
    expect(failed.passes).toContain("test/unit/x.test.ts > good");
    expect(filesOf(failed.failures)).toEqual(["test/unit/x.test.ts"]);
    expect(readVitestReport(report("failed", []), 1).failures).toEqual(["test/unit/x.test.ts"]);
    const lost = readVitestReport(report("passed", []), 1);
    expect([lost.tally.failed, lost.failures.length]).toEqual([1, 0]);
  });

  test("Playwright: names carry the host, skipped specs count as neither", () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ projectName: "web", status }] });
    const json = JSON.stringify({
      stats: { expected: 1, skipped: 1 },
      suites: [
        {
          file: "x.spec.ts",
          specs: [spec("good", "expected"), spec("bad", "unexpected")],
          suites: [{ file: "x.spec.ts", specs: [spec("not here", "skipped")] }],
        },
      ],
    });
    const read = readPlaywrightReport(json, 1);
    expect(read.failures).toEqual(["[web] x.spec.ts > bad"]);
    expect([...read.passes]).toEqual(["[web] x.spec.ts > good"]);
    expect(read.tally).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });
});
