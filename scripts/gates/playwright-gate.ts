import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "./run-tool.ts";
import { NOTHING, type Tally } from "./tally.ts";

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

/** Runs the end-to-end projects on Debian's Chromium; without a Chromium it says so and counts one skipped check. */
export async function runPlaywright(filters: readonly string[] = []): Promise<Tally> {
  if (process.platform === "linux" && !existsSync("/usr/bin/chromium")) {
    console.log("skipped: end-to-end tests (no /usr/bin/chromium; install the package chromium)");
    return { ...NOTHING, skipped: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), "fairlead-playwright-"));
  const report = join(folder, "report.json");
  try {
    const code = await runTool("playwright", ["test", "--reporter=list,json", ...filters], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ELECTRON_OVERRIDE_DIST_PATH: process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "/nonexistent",
    });
    const { stats } = JSON.parse(readFileSync(report, "utf8")) as PlaywrightReport;
    // Flaky there are only where somebody asked for retries: what fails once has failed.
    const failed = stats.unexpected + stats.flaky;
    return {
      passed: stats.expected,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: stats.skipped,
    };
  } catch (error) {
    console.error(`playwright left no report: ${String(error)}`);
    return { ...NOTHING, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
