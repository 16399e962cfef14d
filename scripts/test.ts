import { runPlaywright } from "./gates/playwright-gate.ts";
import { ROOT, runTool } from "./gates/run-tool.ts";
import { type Run, takeSecondLook } from "./gates/second-look.ts";
import { runStaticGates } from "./gates/static-gates.ts";
import { add, closingLine, NOTHING, type Tally } from "./gates/tally.ts";
import { filesOf, runVitest } from "./gates/vitest-gate.ts";

/**
 * `npm test`: everything that `npm run verify` checks, then the real parts together, then the user's way through the
 * app. `npm test -- unit store` runs only the vitest files that match, `npm test -- e2e` only the end-to-end specs.
 */
const PROJECTS = ["unit", "contract", "integration", "cloud"];
const filters = process.argv.slice(2);
const started = Date.now();
const broken: string[] = [];
const unsteady: string[] = [];
let total: Tally = NOTHING;

async function step(name: string, run: () => Promise<Tally>): Promise<void> {
  const before = Date.now();
  const tally = await run();
  total = add(total, tally);
  console.log(`-- ${name}: ${closingLine(tally)} (${((Date.now() - before) / 1000).toFixed(0)} s)`);
}

async function build(): Promise<Tally> {
  const code = await runTool("node", [`${ROOT}/scripts/build.ts`]);
  return code === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

async function judge(first: Run, again: (failures: readonly string[]) => Promise<Run>): Promise<Tally> {
  const verdict = await takeSecondLook(first, () => again(first.failures));
  broken.push(...verdict.broken);
  unsteady.push(...verdict.unsteady);
  return verdict.tally;
}

const tests = async (): Promise<Tally> =>
  judge(await runVitest(PROJECTS, filters), (failures) =>
    runVitest(PROJECTS, ["--no-file-parallelism", ...filesOf(failures)]),
  );

const endToEnd = async (): Promise<Tally> =>
  judge(await runPlaywright(filters.slice(1)), () => runPlaywright(["--last-failed", "--workers=1"]));

if (filters.length === 0) await step("static", runStaticGates);
await step("build", build);
if (filters[0] !== "e2e") await step("tests", tests);
if (filters.length === 0 || filters[0] === "e2e") await step("end to end", endToEnd);

for (const name of unsteady) console.log(`UNSTEADY (failed beside the others, passed alone): ${name}`);
for (const name of broken) console.log(`FAILED: ${name}`);
console.log(`Took ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`);
console.log(closingLine(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
