import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkLibrary } from "./packaging/check-library.ts";

/** `node scripts/library.ts`: judges the library in `mql5/Libraries` that `packaging/libzmq/build.ps1` has built. */
const mql5 = fileURLToPath(new URL("../mql5", import.meta.url));
const faults = checkLibrary(mql5, (name) => {
  const file = join(mql5, "Libraries", name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
});
for (const fault of faults) process.stderr.write(`${fault}\n`);
if (faults.length === 0) process.stdout.write("The library is fit to ship.\n");
process.exitCode = faults.length === 0 ? 0 : 1;
