import { type Param, parseParams } from "./params.ts";
import { onlyBreaks } from "./token-stream.ts";
import { parseType } from "./types.ts";
import type { Piece, Unit } from "./unit.ts";

/** Rewrites an `#import "x.dll"` block: one typed wrapper a function, bound on its first call. */
export function importBlock(u: Unit, p: number): Piece {
  const { ts } = u;
  const dll = ts.text(p).slice("mql_import ".length);
  let out = "";
  let k = p + 1;
  while (k < ts.end && !(ts.kind(k) === "pragma" && ts.text(k).startsWith("mql_"))) {
    if (ts.text(k) === ";") {
      out += onlyBreaks(ts.before(k));
      k++;
      continue;
    }
    const e = ts.find(k, ";");
    out += ts.breaks(k, e) + importedFunction(u, dll, k);
    k = e + 1;
  }
  if (ts.text(k).startsWith("mql_endimport")) {
    out += onlyBreaks(ts.before(k));
    k++;
  }
  return { out, next: k };
}

function importedFunction(u: Unit, dll: string, k: number): string {
  const { ts } = u;
  const type = parseType(u, k);
  if (!type) {
    u.reject(k, `'${ts.text(k)}' - function prototype expected in #import`);
    return "";
  }
  let n = type.next;
  const pointer = ts.text(n) === "*";
  while (ts.text(n) === "*") n++;
  const name = ts.text(n);
  const params = ts.text(n + 1) === "(" ? parseParams(u, n + 2, ts.pair(n + 1)) : null;
  if (!params) {
    u.reject(k, `'${name}' - function prototype expected in #import`);
    return "";
  }
  const signature = `${dll}:${name}(${params.map((x) => x.signature).join(",")})`;
  if (u.imports.has(signature)) return "";
  u.imports.add(signature);
  const space = librarySpace(u, dll);
  const text = `namespace ${space} { ${wrapper(dll, name, pointer ? "long" : type.bare, params)} }`;
  // A platform function keeps its plain name; the library's is reached as `library::name`.
  if (u.symbols.builtins.has(name)) return text;
  u.functions.set(name, { returns: type.bare, params: params.length });
  return `${text} using ${space}::${name};`;
}

function librarySpace(u: Unit, dll: string): string {
  const base = (dll.split("/").pop() ?? dll).replace(/\.\w+$/, "");
  const space = `library_${base.replace(/\W/g, "_")}_`;
  u.libraries.set(base.toLowerCase(), space);
  return space;
}

function wrapper(dll: string, name: string, returns: string, params: readonly Param[]): string {
  const list = params.map((x) => x.text + (x.defaultRange ? `=${x.default}` : "")).join(", ");
  if (/\.ex[45]$/i.test(dll))
    return `inline ${returns} ${name}(${list}) { host::notModelled("${name} of library ${dll}"); }`;
  const cReturn = returns === "string" ? "const char16_t*" : returns;
  const pointer = `(${cReturn}(*)(${params.map((x) => x.cType).join(", ")}))`;
  const call = `fn(${params.map((x) => x.cArg).join(", ")})`;
  const back = params.map((x) => x.writeBack).join("");
  const run = returns === "void" ? `${call}; ${back}` : `auto r=${call}; ${back} return r;`;
  return `inline ${returns} ${name}(${list}) { static const auto fn=${pointer}host::dllFunction("${dll}","${name}"); ${run} }`;
}
