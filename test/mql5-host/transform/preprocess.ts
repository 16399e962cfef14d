import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { rewriteDirectives } from "./directives.ts";
import { decodeSource, findIgnoringCase } from "./source-files.ts";
import type { Finding } from "./unit.ts";

const run = promisify(execFile);

export interface Preprocessed {
  readonly text: string;
  /** Every file read, main file first. */
  readonly files: readonly string[];
  readonly properties: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** MetaTrader build the program is told it runs in (`__MQLBUILD__`, TERMINAL_BUILD). */
export const TERMINAL_BUILD = 5100;

const MACROS = [
  "-D__MQL__",
  "-D__MQL5__",
  `-D__MQLBUILD__=${TERMINAL_BUILD}`,
  `-D__MQL5BUILD__=${TERMINAL_BUILD}`,
  "-D__x__=1",
  "-D__DATE__=D'2026.01.01'",
  "-D__DATETIME__=D'2026.01.01 00:00:00'",
  "-D__PATH__=mql_path_",
  "-D__FILE__=mql_file_",
  "-D__RANDOM__=__COUNTER__",
];

/** Resolves includes as MetaEditor does (any case, once each) and expands macros. Line marks name the original files. */
export async function preprocess(
  main: string,
  includeDirs: readonly string[],
  defines: readonly string[] = [],
): Promise<Preprocessed> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-pp-"));
  try {
    const files = new FileSet(work, includeDirs);
    const entry = files.add(path.resolve(main));
    const args = ["-E", "-undef", "-w", "-x", "c", "-std=gnu17", ...MACROS, ...defines.map((d) => `-D${d}`), entry];
    const { stdout, stderr } = await expand(args);
    const findings = [...files.findings, ...failures(stderr)];
    // Temporary names must not make equal programs different.
    return { text: stdout.replaceAll(`${work}/`, ""), files: files.names, properties: files.properties, findings };
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Runs the preprocessor; its complaints about the program come back as text. */
async function expand(args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, LC_ALL: "C" };
  return run("g++", [...args], { maxBuffer: 1 << 28, env }).catch((e: { stdout?: string; stderr?: string }) => {
    if (typeof e.stderr !== "string") throw e;
    return { stdout: e.stdout ?? "", stderr: e.stderr };
  });
}

function failures(stderr: string): Finding[] {
  return stderr.split("\n").flatMap((line) => {
    const m = /^(.+?):(\d+):\d+: (?:fatal )?error: (?:#error )?(.*)$/.exec(line);
    return m ? [{ file: m[1] ?? "", line: Number(m[2]), message: m[3] ?? "" }] : [];
  });
}

class FileSet {
  readonly #work: string;
  readonly #dirs: readonly string[];
  readonly #copies = new Map<string, string>();
  readonly properties = new Map<string, string>();
  readonly findings: Finding[] = [];

  constructor(work: string, dirs: readonly string[]) {
    this.#work = work;
    this.#dirs = dirs;
  }

  get names(): string[] {
    return [...this.#copies.keys()];
  }

  /** Writes a copy that a C preprocessor can read; returns its path. */
  add(file: string): string {
    const known = this.#copies.get(file);
    if (known) return known;
    const copy = path.join(this.#work, `${this.#copies.size}_${path.basename(file).replace(/[^\w.]/g, "_")}`);
    const index = this.#copies.size;
    this.#copies.set(file, copy);
    const source = decodeSource(fs.readFileSync(file));
    const d = rewriteDirectives(source, (name, quoted) => this.#include(file, name, quoted));
    if (index === 0) for (const p of d.properties) this.properties.set(p.name, p.value);
    for (const f of d.findings) this.findings.push({ file, ...f });
    const guard = `MQL_ONCE_${index}_`;
    fs.writeFileSync(copy, `#ifndef ${guard}\n#define ${guard}\n#line 1 "${file}"\n${d.text}\n#endif\n`);
    return copy;
  }

  #include(from: string, name: string, quoted: boolean): string {
    const dirs = quoted ? [path.dirname(from), ...this.#dirs] : this.#dirs;
    for (const dir of dirs) {
      const hit = findIgnoringCase(dir, name);
      if (hit) return `#include "${this.add(hit)}"`;
    }
    return `#error can't open "${name.replace(/\\/g, "/")}" include file`;
  }
}
