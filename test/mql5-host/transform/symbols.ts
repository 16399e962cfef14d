import { exactArrays } from "./array-overloads.ts";
import type { TokenStream } from "./token-stream.ts";
import { ALGEBRA_TYPES, BASIC_TYPES } from "./words.ts";

export type Access = "public" | "private" | "protected";

export interface Member {
  readonly name: string;
  readonly access: Access;
  readonly isFunction: boolean;
}

export interface BaseClass {
  readonly name: string;
  /** C++ spelling with template arguments. */
  readonly text: string;
  /** True when it depends on the derived class's template parameters. */
  readonly dependent: boolean;
}

export interface ClassInfo {
  readonly name: string;
  readonly kind: "class" | "struct" | "union" | "interface";
  readonly templateParams: readonly string[];
  readonly members: Member[];
  base: BaseClass | null;
}

/** What the platform declares: the result of transforming the prelude, kept as JSON beside it. */
export interface PreludeSymbols {
  readonly classes: readonly ClassInfo[];
  readonly enums: readonly string[];
  readonly enumerators: readonly string[];
  readonly functions: readonly string[];
  readonly constants: readonly string[];
}

/** Names known to a translation unit. */
export class SymbolTable {
  readonly classes = new Map<string, ClassInfo>();
  readonly enums = new Set<string>();
  readonly enumerators = new Set<string>();
  readonly typedefs = new Set<string>();
  /** Functions the platform declares. */
  readonly builtins = new Set<string>();
  /** Function templates of the program, methods too. */
  readonly templateFunctions = new Set<string>();
  /** Token positions of array element types that tell overloads apart. */
  exactArrays: ReadonlySet<number> = new Set();
  readonly #templateScopes: ReadonlySet<string>[] = [];

  load(p: PreludeSymbols): void {
    for (const c of p.classes) this.classes.set(c.name, c);
    for (const e of p.enums) this.enums.add(e);
    for (const e of [...p.enumerators, ...p.constants]) this.enumerators.add(e);
    for (const f of p.functions) this.builtins.add(f);
  }

  withTemplate<T>(params: readonly string[], body: () => T): T {
    this.#templateScopes.push(new Set(params));
    try {
      return body();
    } finally {
      this.#templateScopes.pop();
    }
  }

  isTemplateParam(n: string): boolean {
    return this.#templateScopes.some((s) => s.has(n));
  }

  isType(n: string): boolean {
    return BASIC_TYPES.has(n) || ALGEBRA_TYPES.has(n) || this.enums.has(n) || this.typedefs.has(n) || this.isObject(n);
  }

  /** Class, struct or template parameter: `n *` is then always a pointer type. */
  isObject(n: string): boolean {
    return this.classes.has(n) || this.isTemplateParam(n);
  }

  /** Scalar with a known C++ type, for which conversions may be written out. */
  isScalar(n: string): boolean {
    return (BASIC_TYPES.has(n) && n !== "void") || this.enums.has(n);
  }

  #noteTemplate(ts: TokenStream, i: number): void {
    let k = Math.max(ts.closeAngle(i + 1), i) + 1;
    while (k < ts.end && !["(", "{", ";"].includes(ts.text(k))) k++;
    if (ts.text(k) === "(" && ts.isId(k - 1)) this.templateFunctions.add(ts.text(k - 1));
  }

  /** Types may be used before their definition, so their names are collected first. */
  prescan(ts: TokenStream): void {
    this.exactArrays = exactArrays(ts);
    for (let i = 0; i < ts.end; i++) {
      if (ts.text(i) === "template") this.#noteTemplate(ts, i);
      if (!ts.isId(i) || !/^(class|struct|interface|union|enum)$/.test(ts.text(i))) continue;
      let k = i + 1;
      if (ts.text(k) === "pack" && ts.text(k + 1) === "(") k = ts.pair(k + 1) + 1;
      const next = ts.text(k + 1);
      const previous = ts.text(i - 1);
      if (!ts.isId(k) || previous === "<" || previous === ",") continue;
      if (!["{", ":", ";", "final", "pack"].includes(next)) continue;
      const name = ts.text(k);
      if (ts.text(i) === "enum") this.enums.add(name);
      else if (!this.classes.has(name)) {
        const kind = ts.text(i) as ClassInfo["kind"];
        this.classes.set(name, { name, kind, templateParams: templateParamsBefore(ts, i), members: [], base: null });
      }
    }
  }
}

function templateParamsBefore(ts: TokenStream, i: number): string[] {
  if (ts.text(i - 1) !== ">") return [];
  let q = i - 1;
  while (q > 0 && ts.text(q) !== "template") q--;
  const names: string[] = [];
  for (; q < i; q++)
    if ((ts.text(q) === "typename" || ts.text(q) === "class") && ts.isId(q + 1)) names.push(ts.text(q + 1));
  return names;
}
