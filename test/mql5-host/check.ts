import { parseArgs } from "node:util";
import { compileMql, MqlCompileError } from "./harness.ts";

/** `node test/mql5-host/check.ts FILE.mq5 [INCLUDE_DIR...]`: compiles a program and prints what MetaEditor would refuse. */
const { positionals } = parseArgs({ allowPositionals: true });
const [source, ...includeDirs] = positionals;
if (source === undefined) {
  process.stderr.write("usage: node test/mql5-host/check.ts FILE.mq5 [INCLUDE_DIR...]\n");
  process.exit(2);
}
try {
  const binary = await compileMql({ source, includeDirs });
  process.stdout.write(`${source}: ${binary.kind}, compiles (${binary.path})\n`);
} catch (e) {
  if (!(e instanceof MqlCompileError)) throw e;
  for (const f of e.findings) process.stdout.write(`${f.file}:${f.line}: ${f.message}\n`);
  if (e.missing.length > 0) process.stdout.write(`missing: ${e.missing.join(", ")}\n`);
  process.exit(1);
}
