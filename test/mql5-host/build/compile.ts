import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type ProgramKind, type TransformedProgram, transformProgram } from "../transform/transform.ts";
import type { Finding } from "../transform/unit.ts";
import { publish, touch, workFolder } from "./cache.ts";
import { MqlCompileError, readDiagnostics, readLinkErrors } from "./diagnostics.ts";
import { type Platform, platformFor } from "./platform.ts";
import { CACHE_DIR, programFlags, RUNTIME_DIR, runTool, type Variant, variantName } from "./toolchain.ts";

export interface CompileOptions {
  /** The main .mq5 file. */
  readonly source: string;
  /** Folders that `#include <...>` searches, as MQL5/Include. */
  readonly includeDirs?: readonly string[];
  /** Decided from the source when not given. */
  readonly kind?: ProgramKind;
  /** AddressSanitizer and UBSan. Default: whether MQL5_ASAN is 1. */
  readonly asan?: boolean;
  /** Counts executed lines (`coverage.ts` prints them). Default: whether MQL5_COVERAGE is 1. */
  readonly coverage?: boolean;
  /** `speed` (-O2) for benchmarks; `build` (default) compiles about twice as fast. */
  readonly optimise?: Variant["optimise"];
}

/** A compiled program. */
export interface MqlBinary {
  readonly path: string;
  readonly kind: ProgramKind;
  readonly source: string;
  /** Folder of gcov's counters when compiled with coverage. */
  readonly coverageDir: string | null;
}

/**
 * Translates and compiles an MQL5 program. Results are kept by content in `.cache/mql5-host`.
 *
 * @throws MqlCompileError when MetaEditor would refuse the program, as far as that can be known, or a name is unknown to the host
 */
export async function compileMql(options: CompileOptions): Promise<MqlBinary> {
  const variant: Variant = {
    asan: options.asan ?? process.env["MQL5_ASAN"] === "1",
    coverage: options.coverage ?? process.env["MQL5_COVERAGE"] === "1",
    optimise: options.optimise ?? "build",
  };
  const platform = await platformFor(variant);
  const source = path.resolve(options.source);
  const program = await transformProgram(source, options.includeDirs ?? [], platform.symbols, options.kind);
  if (program.findings.length > 0) throw new MqlCompileError(source, program.findings);
  const key = crypto.createHash("sha256").update(platform.key).update(program.cpp).digest("hex").slice(0, 20);
  const dir = path.join(CACHE_DIR, "programs", `${path.basename(source, ".mq5")}-${key}`);
  const binary = path.join(dir, "program");
  if (!fs.existsSync(binary)) await build(dir, program, platform, variant, source);
  touch(dir);
  return { path: binary, kind: program.kind, source, coverageDir: variant.coverage ? dir : null };
}

/**
 * Looks a program over without making a binary: every reason known why MetaEditor would refuse it, or names the host lacks.
 * An empty list means that it compiles. Without `link`, functions that lack a body are not noticed.
 */
export async function checkMql(options: CompileOptions & { readonly link?: boolean }): Promise<readonly Finding[]> {
  const variant: Variant = { asan: false, coverage: false, optimise: "build" };
  const platform = await platformFor(variant);
  const source = path.resolve(options.source);
  const program = await transformProgram(source, options.includeDirs ?? [], platform.symbols, options.kind);
  if (program.findings.length > 0) return program.findings;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-check-"));
  try {
    const cpp = path.join(dir, "program.cpp");
    fs.writeFileSync(cpp, program.cpp);
    const object = path.join(dir, "program.o");
    const { findings } = await compileObject(cpp, object, platform, variant);
    if (findings.length > 0 || options.link === false) return findings;
    return await linkProgram(object, path.join(dir, "program"), platform, variant, source);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

const CHECKS = ["-Werror=return-type", "-Wno-narrowing", "-Winvalid-pch", "-fmax-errors=60"];

async function compileObject(
  cpp: string,
  object: string,
  platform: Platform,
  variant: Variant,
): Promise<{ findings: Finding[] }> {
  const includes = [`-I${platform.dir}`, `-I${RUNTIME_DIR}`];
  const r = await runTool("g++", [...programFlags(variant), ...CHECKS, ...includes, "-c", cpp, "-o", object]);
  const findings = readDiagnostics(r.stderr);
  if (r.code !== 0 && findings.length === 0) findings.push({ file: cpp, line: 0, message: r.stderr.slice(0, 2000) });
  return { findings };
}

/** Links; functions and static members that are declared but never defined are findings. */
async function linkProgram(
  object: string,
  out: string,
  platform: Platform,
  variant: Variant,
  source: string,
): Promise<Finding[]> {
  const r = await runTool("g++", [...programFlags(variant), object, platform.library, "-rdynamic", "-ldl", "-o", out]);
  if (r.code === 0) return [];
  const findings = readLinkErrors(r.stderr, source);
  if (findings.length === 0)
    throw new Error(`${source}: linking failed (${variantName(variant)}):\n${r.stderr.slice(0, 4000)}`);
  return findings;
}

async function build(
  dir: string,
  program: TransformedProgram,
  platform: Platform,
  variant: Variant,
  source: string,
): Promise<void> {
  // gcov writes its counters beside the object file, under the name it was compiled to: build in place.
  const work = variant.coverage ? dir : workFolder(dir);
  fs.mkdirSync(work, { recursive: true });
  const cpp = path.join(work, "program.cpp");
  fs.writeFileSync(cpp, program.cpp);
  const object = path.join(work, "program.o");
  const { findings } = await compileObject(cpp, object, platform, variant);
  if (findings.length > 0) {
    fs.rmSync(work, { recursive: true, force: true });
    throw new MqlCompileError(source, findings);
  }
  const out = path.join(work, "program.new");
  const unresolved = await linkProgram(object, out, platform, variant, source);
  if (unresolved.length > 0) {
    fs.rmSync(work, { recursive: true, force: true });
    throw new MqlCompileError(source, unresolved);
  }
  fs.renameSync(out, path.join(work, "program"));
  if (work !== dir) publish(work, dir);
}
