import path from "node:path";
import { parseArgs } from "node:util";
import { readCoverage, resetCoverage } from "./build/coverage-data.ts";

/**
 * `MQL5_COVERAGE=1 npx vitest run ...` compiles programs with counters; then
 * `node test/mql5-host/coverage.ts [--missed] [--reset]` prints how many lines of each .mq5 and .mqh were executed.
 */
const { values } = parseArgs({ options: { missed: { type: "boolean" }, reset: { type: "boolean" } } });
if (values.reset) resetCoverage();
else {
  const files = await readCoverage();
  if (files.length === 0) process.stdout.write("no counters: run something with MQL5_COVERAGE=1 first\n");
  for (const f of files) {
    const percent = ((100 * f.covered) / Math.max(1, f.lines)).toFixed(1).padStart(5);
    process.stdout.write(`${percent} %  ${f.covered}/${f.lines}  ${path.relative(process.cwd(), f.file)}\n`);
    if (values.missed && f.missed.length > 0) process.stdout.write(`         lines ${f.missed.join(" ")}\n`);
  }
  const total = files.reduce((n, f) => n + f.lines, 0);
  const covered = files.reduce((n, f) => n + f.covered, 0);
  if (total > 0)
    process.stdout.write(`${((100 * covered) / total).toFixed(1).padStart(5)} %  ${covered}/${total}  all\n`);
}
