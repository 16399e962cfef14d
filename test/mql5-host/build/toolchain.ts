import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** How a program and the runtime under it are built. */
export interface Variant {
  /** AddressSanitizer and UndefinedBehaviorSanitizer. */
  readonly asan: boolean;
  /** Counts executed .mq5 lines (gcov). */
  readonly coverage: boolean;
  /** `speed` for benchmarks, `build` for a quick compile. */
  readonly optimise: "speed" | "build";
}

export const HOST_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const RUNTIME_DIR = path.join(HOST_DIR, "runtime");
export const CACHE_DIR = path.resolve(HOST_DIR, "../../.cache/mql5-host");

export const variantName = (v: Variant): string =>
  [v.optimise, v.asan ? "asan" : "", v.coverage ? "coverage" : ""].filter(Boolean).join("-");

/** Flags that translated code needs: MQL5 defines wraparound, type punning through unions, and fills of unset variables. */
const LANGUAGE = [
  "-std=gnu++17",
  "-fpermissive",
  "-fwrapv",
  "-fno-strict-aliasing",
  "-fno-delete-null-pointer-checks",
  "-ftrivial-auto-var-init=pattern",
  "-pthread",
];

/** Flags of the translated program; the runtime itself is always optimised and never counted. */
export function programFlags(v: Variant): string[] {
  const flags = [...LANGUAGE, "-g1", v.optimise === "speed" ? "-O2" : "-O0"];
  if (v.asan)
    flags.push("-fsanitize=address,undefined", "-fno-sanitize=vptr,alignment", "-fno-sanitize-recover=undefined");
  if (v.coverage) flags.push("--coverage");
  return flags;
}

export function runtimeFlags(v: Variant): string[] {
  const base = programFlags({ ...v, coverage: false }).filter((f) => !f.startsWith("-O"));
  return [...base, "-O2", "-w"];
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool in the C locale; a non-zero exit is a result, not an error. */
export function runTool(command: string, args: readonly string[], cwd?: string): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: "C", LANG: "C" };
    execFile(command, [...args], { env, cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/** Every file below `dir`, sorted. */
export function filesBelow(dir: string): string[] {
  return fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name))
    .toSorted();
}
