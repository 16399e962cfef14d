import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT, runTool } from "./run-tool.ts";
import type { Run } from "./second-look.ts";
import { NOTHING } from "./tally.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs vitest projects. A file that fails to load, or a run without a report, counts as a failure. */
export async function runVitest(projects: readonly string[], args: readonly string[] = []): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-vitest-"));
  const report = join(folder, "report.json");
  try {
    const chosen = projects.flatMap((project) => ["--project", project]);
    const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await runTool("vitest", ["run", ...chosen, ...output, ...args]);
    return readVitestReport(readFileSync(report, "utf8"), code);
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return { tally: { ...NOTHING, failed: 1 }, failures: [], passes: new Set() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param code vitest's exit code, which alone tells of what is no test's fault: an unhandled rejection, a lost worker. */
export function readVitestReport(json: string, code: number): Run {
  const report = JSON.parse(json) as VitestReport;
  const failures: string[] = [];
  const passes = new Set<string>();
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(ROOT, name);
    const failed = assertionResults.filter((test) => test.status === "failed");
    for (const test of failed) failures.push(`${file} > ${test.fullName}`);
    if (status === "failed" && failed.length === 0) failures.push(file);
    if (status === "passed") passes.add(file);
    for (const test of assertionResults) if (test.status === "passed") passes.add(`${file} > ${test.fullName}`);
  }
  const hidden = code !== 0 && failures.length === 0 ? 1 : 0;
  return {
    tally: {
      passed: report.numPassedTests,
      failed: failures.length + hidden,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failures,
    passes,
  };
}

/** The files of the failures named, as vitest's filters. */
export const filesOf = (failures: readonly string[]): readonly string[] => [
  ...new Set(failures.map((name) => name.split(" > ")[0] ?? name)),
];
