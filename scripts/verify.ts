import { runStaticGates } from "./gates/static-gates.ts";
import { add, closingLine } from "./gates/tally.ts";
import { runVitest } from "./gates/vitest-gate.ts";

/** `npm run verify`: the quick gate before a commit. */
const total = add(await runStaticGates(), (await runVitest(["unit", "contract"], process.argv.slice(2))).tally);
console.log(closingLine(total));
process.exit(total.failed === 0 ? 0 : 1);
