import { join } from "node:path";
import { buildRenderer } from "./build/parts.ts";
import { ROOT, runTool } from "./gates/run-tool.ts";

/** `npm run screenshots -- [NAME ...]`: takes the pictures in docs/screenshots of the running program. */
await buildRenderer(ROOT, (line) => console.log(line));
process.exit(await runTool("node", [join(ROOT, "test", "screenshots", "take.ts"), ...process.argv.slice(2)]));
