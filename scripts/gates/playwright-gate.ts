import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";
import type { Run } from "./second-look.ts";
import { NOTHING } from "./tally.ts";

interface Suite {
  readonly file: string;
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string; readonly status: string }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly Suite[];
  readonly stats: { readonly expected: number; readonly skipped: number };
}

/** Runs the end-to-end projects on Debian's Chromium; without a Chromium it says so and counts one skipped check. */
export async function runPlaywright(args: readonly string[] = []): Promise<Run> {
  if (process.platform === "linux" && !existsSync("/usr/bin/chromium")) {
    console.log("skipped: end-to-end tests (no /usr/bin/chromium; install the package chromium)");
    return { tally: { ...NOTHING, skipped: 1 }, failures: [], passes: new Set() };
  }
  const folder = mkdtempSync(join(tmpdir(), "fairlead-playwright-"));
  const report = join(folder, "report.json");
  try {
    const code = await runTool("playwright", ["test", "--reporter=list,json", ...args], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ELECTRON_OVERRIDE_DIST_PATH: process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "/nonexistent",
    });
    return readPlaywrightReport(readFileSync(report, "utf8"), code);
  } catch (error) {
    console.error(`playwright left no report: ${String(error)}`);
    return { tally: { ...NOTHING, failed: 1 }, failures: [], passes: new Set() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param code Playwright's exit code, which alone tells of what is no test's fault: a set-up that failed. */
export function readPlaywrightReport(json: string, code: number): Run {
  const { suites, stats } = JSON.parse(json) as PlaywrightReport;
  const failures: string[] = [];
  const passes = new Set<string>();
  const read = (suite: Suite): void => {
    for (const spec of suite.specs) {
      for (const { projectName, status } of spec.tests) {
        const name = `[${projectName}] ${suite.file} > ${spec.title}`;
        if (status === "expected") passes.add(name);
        else if (status !== "skipped") failures.push(name);
      }
    }
    for (const inner of suite.suites ?? []) read(inner);
  };
  for (const suite of suites) read(suite);
  const hidden = code !== 0 && failures.length === 0 ? 1 : 0;
  return {
    tally: { passed: stats.expected, failed: failures.length + hidden, skipped: stats.skipped },
    failures,
    passes,
  };
}
