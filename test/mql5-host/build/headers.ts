import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { PreludeSymbols } from "../transform/symbols.ts";
import { transformPlatform } from "../transform/transform.ts";
import { publish, workFolder } from "./cache.ts";
import { CACHE_DIR, filesBelow, HOST_DIR, RUNTIME_DIR } from "./toolchain.ts";

/** The platform's declarations as C++: `platform.generated.hpp` and `missing.generated.hpp` in `dir`. */
export interface PlatformHeaders {
  readonly dir: string;
  /** Hash of the headers and of everything else the runtime is made of. */
  readonly key: string;
  readonly symbols: PreludeSymbols;
}

const GENERATED = ["platform.generated.hpp", "missing.generated.hpp"];
const SYMBOLS = "symbols.json";

const digest = (files: readonly string[]): string => {
  const hash = crypto.createHash("sha256");
  for (const file of files) hash.update(path.basename(file)).update(fs.readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};

/** Generates the headers once per state of the transform and of `runtime/platform`. */
export async function platformHeaders(): Promise<PlatformHeaders> {
  const declarations = path.join(RUNTIME_DIR, "platform");
  const dir = path.join(
    CACHE_DIR,
    `headers-${digest([...filesBelow(path.join(HOST_DIR, "transform")), ...filesBelow(declarations), ...filesBelow(path.join(HOST_DIR, "build"))])}`,
  );
  if (!fs.existsSync(path.join(dir, SYMBOLS))) {
    const work = workFolder(dir);
    fs.writeFileSync(path.join(work, SYMBOLS), JSON.stringify(await generate(work, declarations)));
    publish(work, dir);
  }
  const code = filesBelow(RUNTIME_DIR).filter((f) => /\.[ch]pp$/.test(f));
  const key = digest([...GENERATED.map((f) => path.join(dir, f)), ...code, path.join(HOST_DIR, "build/toolchain.ts")]);
  return { dir, key, symbols: JSON.parse(fs.readFileSync(path.join(dir, SYMBOLS), "utf8")) as PreludeSymbols };
}

/** The platform is declared in MQL5 itself (`runtime/platform/*.mqh`) and put through the same transform. */
async function generate(work: string, dir: string): Promise<PreludeSymbols> {
  const names = filesBelow(dir).map((f) => path.basename(f));
  const include = (prefix: string): string =>
    names
      .filter((f) => f.startsWith(prefix))
      .map((f) => `#include "${f}"\n`)
      .join("");
  const main = path.join(work, "platform.mqh");
  fs.writeFileSync(main, include("types-") + include("constants") + include("modelled-"));
  const platform = await transformPlatform(main, "platform", null, [dir]);
  const missingMain = path.join(work, "missing.mqh");
  fs.writeFileSync(missingMain, include("missing-"));
  const missing = await transformPlatform(missingMain, "missing", platform.symbols, [dir]);
  // Line marks name files of the temporary folder: equal declarations must give equal headers.
  const stable = (hpp: string): string => hpp.replaceAll(`${work}/`, "");
  fs.writeFileSync(path.join(work, "platform.generated.hpp"), stable(platform.hpp));
  fs.writeFileSync(path.join(work, "missing.generated.hpp"), stable(missing.hpp));
  const native = JSON.parse(fs.readFileSync(path.join(dir, "native.json"), "utf8")) as string[];
  return { ...missing.symbols, functions: [...missing.symbols.functions, ...native] };
}
