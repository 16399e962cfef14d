import fs from "node:fs";
import path from "node:path";
import type { PreludeSymbols } from "../transform/symbols.ts";
import { prune, publish, touch, workFolder } from "./cache.ts";
import { type PlatformHeaders, platformHeaders } from "./headers.ts";
import {
  CACHE_DIR,
  filesBelow,
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

const LIBRARY = "libmql5-host.a";
const HEADER = path.join(RUNTIME_DIR, "mql5-host.hpp");
const built = new Map<string, Promise<Platform>>();

/** Builds (once per content and variant) the generated headers, the precompiled header and the runtime library. */
export function platformFor(v: Variant): Promise<Platform> {
  const name = variantName(v);
  const known = built.get(name);
  if (known) return known;
  const made = build(v);
  built.set(name, made);
  return made;
}

async function build(v: Variant): Promise<Platform> {
  const headers = await platformHeaders();
  const key = `${headers.key}-${variantName(v)}`;
  const dir = path.join(CACHE_DIR, key);
  const library = path.join(dir, LIBRARY);
  if (!fs.existsSync(library)) await buildInto(dir, headers, v);
  touch(dir);
  return { dir, key, library, symbols: headers.symbols };
}

async function buildInto(dir: string, headers: PlatformHeaders, v: Variant): Promise<void> {
  prune();
  const work = workFolder(dir);
  for (const f of fs.readdirSync(headers.dir))
    if (f.endsWith(".hpp")) fs.copyFileSync(path.join(headers.dir, f), path.join(work, f));
  const includes = [`-I${work}`, `-I${RUNTIME_DIR}`];
  await generateUndefines(work, [...programFlags(v), ...includes]);
  const runtime = fs.mkdtempSync(path.join(work, "runtime-"));
  await precompile([...runtimeFlags(v), ...includes], runtime);
  const sources = filesBelow(RUNTIME_DIR).filter((f) => f.endsWith(".cpp"));
  const objects: string[] = [];
  const compile = async (): Promise<void> => {
    for (let source = sources.pop(); source !== undefined; source = sources.pop()) {
      const object = path.join(runtime, `${path.relative(RUNTIME_DIR, source).replace(/\W/g, "_")}.o`);
      objects.push(object);
      await mustRun("g++", [...runtimeFlags(v), `-I${runtime}`, ...includes, "-c", source, "-o", object]);
    }
  };
  await Promise.all([precompile([...programFlags(v), "-w", ...includes], work).then(compile), compile()]);
  await mustRun("ar", ["rcs", path.join(work, LIBRARY), ...objects.toSorted()]);
  fs.rmSync(runtime, { recursive: true });
  publish(work, dir);
}

const precompile = (flags: readonly string[], into: string): Promise<void> =>
  mustRun("g++", [...flags, "-x", "c++-header", HEADER, "-o", path.join(into, "mql5-host.hpp.gch")]);

/** A program's names must not meet the C library's macros: all are undefined in front of it. */
async function generateUndefines(work: string, flags: readonly string[]): Promise<void> {
  const r = await runTool("g++", [...flags, "-dM", "-E", "-x", "c++", HEADER]);
  const names = [...r.stdout.matchAll(/^#define ([A-Za-z]\w*)/gm)].map((m) => m[1] ?? "");
  const lines = names.toSorted().map((n) => `#undef ${n}\n`);
  fs.writeFileSync(path.join(work, "undefine.generated.hpp"), lines.join(""));
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const r = await runTool(command, args);
  if (r.code === 0) return;
  throw new Error(`The MQL5 host's runtime does not build:\n${r.stderr.split("\n").slice(0, 40).join("\n")}`);
}
