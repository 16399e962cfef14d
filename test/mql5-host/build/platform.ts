import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { PreludeSymbols } from "../transform/symbols.ts";
import { transformPlatform } from "../transform/transform.ts";
import {
  CACHE_DIR,
  filesBelow,
  HOST_DIR,
  programFlags,
  RUNTIME_DIR,
  runTool,
  runtimeFlags,
  type Variant,
  variantName,
} from "./toolchain.ts";

/** The built platform: what every program of a variant is compiled against. */
export interface Platform {
  readonly dir: string;
  readonly key: string;
  readonly library: string;
  readonly symbols: PreludeSymbols;
}

const built = new Map<string, Promise<Platform>>();

/** Hash of everything that the runtime and the transform are made of. */
function sourceKey(): string {
  const hash = crypto.createHash("sha256");
  for (const dir of ["runtime", "transform", "build"])
    for (const file of filesBelow(path.join(HOST_DIR, dir)))
      hash.update(path.basename(file)).update(fs.readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** Builds (once per content and variant) the generated headers, the precompiled header and the runtime library. */
export function platformFor(v: Variant): Promise<Platform> {
  const name = variantName(v);
  const known = built.get(name);
  if (known) return known;
  const made = build(v, `${sourceKey()}-${name}`);
  built.set(name, made);
  return made;
}

async function build(v: Variant, key: string): Promise<Platform> {
  const dir = path.join(CACHE_DIR, key);
  const done = path.join(dir, "symbols.json");
  if (!fs.existsSync(done)) await buildInto(dir, v);
  const symbols = JSON.parse(fs.readFileSync(done, "utf8")) as PreludeSymbols;
  return { dir, key, library: path.join(dir, "libmql5-host.a"), symbols };
}

/** Several test processes may build at once: each works in a folder of its own and renames it into place. */
async function buildInto(dir: string, v: Variant): Promise<void> {
  const work = `${dir}.${process.pid}.tmp`;
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  const symbols = await generateHeaders(work);
  const includes = [`-I${work}`, `-I${RUNTIME_DIR}`];
  const header = path.join(RUNTIME_DIR, "mql5-host.hpp");
  const runtime = fs.mkdtempSync(path.join(work, "runtime-"));
  await mustRun("g++", [
    ...runtimeFlags(v),
    ...includes,
    "-x",
    "c++-header",
    header,
    "-o",
    path.join(runtime, "mql5-host.hpp.gch"),
  ]);
  await generateUndefines(work, header, [...programFlags(v), ...includes]);
  const sources = filesBelow(RUNTIME_DIR).filter((f) => f.endsWith(".cpp"));
  const objects: string[] = [];
  const compile = async (queue: string[]): Promise<void> => {
    for (let source = queue.pop(); source !== undefined; source = queue.pop()) {
      const object = path.join(runtime, `${path.relative(RUNTIME_DIR, source).replace(/\W/g, "_")}.o`);
      objects.push(object);
      await mustRun("g++", [...runtimeFlags(v), `-I${runtime}`, ...includes, "-c", source, "-o", object]);
    }
  };
  const program = mustRun("g++", [
    ...programFlags(v),
    "-w",
    ...includes,
    "-x",
    "c++-header",
    header,
    "-o",
    path.join(work, "mql5-host.hpp.gch"),
  ]);
  await Promise.all([program.then(() => compile(sources)), compile(sources)]);
  await mustRun("ar", ["rcs", path.join(work, "libmql5-host.a"), ...objects.toSorted()]);
  fs.rmSync(runtime, { recursive: true });
  fs.writeFileSync(path.join(work, "symbols.json"), JSON.stringify(symbols));
  publish(work, dir);
}

/** A program's names must not meet the C library's macros: all are undefined in front of it. */
async function generateUndefines(work: string, header: string, flags: readonly string[]): Promise<void> {
  const r = await runTool("g++", [...flags, "-dM", "-E", "-x", "c++", header]);
  const names = [...r.stdout.matchAll(/^#define ([A-Za-z]\w*)/gm)].map((m) => m[1] ?? "");
  fs.writeFileSync(
    path.join(work, "undefine.generated.hpp"),
    names
      .toSorted()
      .map((n) => `#undef ${n}\n`)
      .join(""),
  );
}

function publish(work: string, dir: string): void {
  try {
    fs.renameSync(work, dir);
  } catch {
    // Another process was first; its result is the same.
    fs.rmSync(work, { recursive: true, force: true });
  }
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const r = await runTool(command, args);
  if (r.code !== 0)
    throw new Error(`The MQL5 host's runtime does not build:\n${r.stderr.split("\n").slice(0, 40).join("\n")}`);
}

/** The platform is declared in MQL5 itself (`runtime/platform/*.mqh`) and put through the same transform. */
async function generateHeaders(work: string): Promise<PreludeSymbols> {
  const dir = path.join(RUNTIME_DIR, "platform");
  const files = filesBelow(dir);
  const include = (prefix: string): string =>
    files
      .filter((f) => path.basename(f).startsWith(prefix))
      .map((f) => `#include "${path.basename(f)}"\n`)
      .join("");
  const main = path.join(work, "platform.mqh");
  fs.writeFileSync(main, include("types-") + include("constants") + include("modelled-"));
  const platform = await transformPlatform(main, "platform", null, [dir]);
  const missingMain = path.join(work, "missing.mqh");
  fs.writeFileSync(missingMain, include("missing-"));
  const missing = await transformPlatform(missingMain, "missing", platform.symbols, [dir]);
  fs.writeFileSync(path.join(work, "platform.generated.hpp"), platform.hpp);
  fs.writeFileSync(path.join(work, "missing.generated.hpp"), missing.hpp);
  const native = JSON.parse(fs.readFileSync(path.join(RUNTIME_DIR, "platform/native.json"), "utf8")) as string[];
  return { ...missing.symbols, functions: [...missing.symbols.functions, ...native] };
}
