import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildOf } from "#bridge/host/build.ts";
import { buildShell } from "./build/parts.ts";
import { ROOT } from "./gates/run-tool.ts";
import { checkPackage } from "./packaging/check-package.ts";
import { pack } from "./packaging/pack.ts";
import type { Platform } from "./packaging/shipped.ts";

/**
 * `npm run package`: builds the app, packs it for the platform it runs on, and judges what came out. `-- --folder` stops
 * at the unpacked app. Native packages follow the machine, so there is no packing for another platform.
 * `--entitlements cloud --cloud https://…` makes an operator's build, which enforces the plans of that cloud.
 */
const { values } = parseArgs({
  options: {
    folder: { type: "boolean", default: false },
    entitlements: { type: "string", default: "local" },
    cloud: { type: "string" },
  },
});
const said = { entitlements: values.entitlements, ...(values.cloud === undefined ? {} : { cloud: values.cloud }) };
// Judged as the program will judge it, before an hour of packing.
const build = buildOf(JSON.stringify({ fairlead: said }));
const platform = process.platform as Platform;

await buildShell(ROOT, console.log);
const app = await pack(ROOT, {
  platform,
  output: join(ROOT, "release"),
  until: values.folder ? "folder" : "installer",
  build,
});
const faults = await checkPackage(app);
for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0 ? `Packed, and nothing is wrong with it: ${app.program}` : "The package is not fit to ship.",
);
process.exit(faults.length === 0 ? 0 : 1);
