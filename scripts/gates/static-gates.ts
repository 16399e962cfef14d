import { runTool } from "./run-tool.ts";
import type { Tally } from "./tally.ts";

const GATES = [
  { name: "types", tool: "tsc", args: ["-b"] },
  { name: "lint", tool: "oxlint", args: ["--type-aware", "--quiet"] },
  { name: "format", tool: "biome", args: ["check", "--error-on-warnings"] },
  { name: "unused code", tool: "knip", args: [] },
] as const;

/** Types, lint, format, unused code: each counts as one check. */
export async function runStaticGates(): Promise<Tally> {
  let failed = 0;
  for (const { name, tool, args } of GATES) {
    const code = await runTool(tool, args);
    console.log(`${code === 0 ? "ok  " : "FAIL"} ${name}`);
    if (code !== 0) failed += 1;
  }
  return { passed: GATES.length - failed, failed, skipped: 0 };
}
