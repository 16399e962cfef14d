import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";
import { NOTHING, type Tally } from "./tally.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs vitest projects. A file that fails to load, or a run without a report, counts as a failure. */
export async function runVitest(projects: readonly string[], filters: readonly string[] = []): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-vitest-"));
  const report = join(folder, "report.json");
  try {
    const chosen = projects.flatMap((project) => ["--project", project]);
    const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await runTool("vitest", ["run", ...chosen, ...output, ...filters]);
    return read(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file: string, code: number): Tally {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
    const failed = report.numFailedTests;
    // vitest also exits non-zero for what is no test's fault alone: a file that does not load, an unhandled rejection.
    const hidden = code !== 0 && failed === 0 ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: failed + hidden,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`);
    return { ...NOTHING, failed: 1 };
  }
}
