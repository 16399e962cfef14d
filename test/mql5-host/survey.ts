import path from "node:path";
import { parseArgs } from "node:util";
import { verdictOn } from "./build/source-verdict.ts";
import { filesBelow } from "./build/toolchain.ts";

/**
 * `node test/mql5-host/survey.ts FOLDER [INCLUDE_DIR...]`: tries every MQL source below a folder and prints a JSON line each, then the
 * shares. Exit code 1 when fewer than 80 % compile, or one fails without naming what the host lacks.
 */
const LEAST_SHARE = 0.8;

const { positionals } = parseArgs({ allowPositionals: true });
const [folder, ...includeDirs] = positionals;
if (folder === undefined) {
  process.stderr.write("usage: node test/mql5-host/survey.ts FOLDER [INCLUDE_DIR...]\n");
  process.exit(2);
}
const counts = { compiles: 0, lacks: 0, refused: 0, fails: 0 };
const queue = filesBelow(folder).filter((f) => /\.(?:mq[45]|mqh|h)$/i.test(f));
const files = queue.length;

/** Two compilers at a time, the cores that a developer's machine can spare. */
const work = async (): Promise<void> => {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const v = await verdictOn(file, includeDirs);
    counts[v.verdict]++;
    process.stdout.write(`${JSON.stringify({ file: path.relative(folder, file), ...v })}\n`);
  }
};
await Promise.all([work(), work()]);
const share = files === 0 ? 0 : counts.compiles / files;
process.stdout.write(`${JSON.stringify({ files, ...counts, share: Number(share.toFixed(3)) })}\n`);
process.exit(share >= LEAST_SHARE && counts.fails === 0 ? 0 : 1);
