import { closingLine } from "./gates/tally.ts";
import { runVitest } from "./gates/vitest-gate.ts";

/** `npm run test:soak`: the long forms of every fault run; `-- NAME` runs those whose file matches. */
const { tally: total } = await runVitest(["soak", "cloud-soak"], process.argv.slice(2));
console.log(closingLine(total));
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
