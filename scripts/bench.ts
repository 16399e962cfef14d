import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runTool } from "./gates/run-tool.ts";

/** `npm run bench -- NAME ...`: runs benchmarks one after another; each prints JSON lines. Without a name: all. */
const folder = join(ROOT, "test", "bench");
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .toSorted();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}
let failed = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  const code = await runTool("node", [
    "--disable-warning=ExperimentalWarning",
    "--expose-gc",
    join(folder, `${name}.ts`),
  ]);
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
