import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildShell } from "./build/parts.ts";
import { ROOT } from "./gates/run-tool.ts";
import { checkPackage } from "./packaging/check-package.ts";
import { pack } from "./packaging/pack.ts";
import type { Platform } from "./packaging/shipped.ts";

/**
 * `npm run package`: builds the app, packs it for the platform it runs on, and judges what came out. `-- --folder` stops
 * at the unpacked app. Native packages follow the machine, so there is no packing for another platform.
 */
const { values } = parseArgs({ options: { folder: { type: "boolean", default: false } } });
const platform = process.platform as Platform;

await buildShell(ROOT, console.log);
const app = await pack(ROOT, {
  platform,
  output: join(ROOT, "release"),
  until: values.folder ? "folder" : "installer",
});
const faults = await checkPackage(app);
for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0 ? `Packed, and nothing is wrong with it: ${app.program}` : "The package is not fit to ship.",
);
process.exit(faults.length === 0 ? 0 : 1);
