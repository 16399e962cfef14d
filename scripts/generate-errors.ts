import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsDocument } from "./errors/errors-document.ts";
import { ROOT } from "./gates/run-tool.ts";

/** Writes docs/ERRORS.md from the error table; `--check` writes nothing and exits with 1 when it is out of date. */
const file = join(ROOT, "docs", "ERRORS.md");
const wanted = errorsDocument();
if (!process.argv.includes("--check")) {
  writeFileSync(file, wanted);
} else if (readFileSync(file, "utf8") !== wanted) {
  console.error("docs/ERRORS.md is out of date: run node scripts/generate-errors.ts");
  process.exitCode = 1;
}
