import { rewrite } from "./expressions.ts";
import { type Param, parseParams } from "./params.ts";
import type { Piece, Scope, Unit } from "./unit.ts";
import { BASIC_TYPES, cppName } from "./words.ts";

export interface FunctionHead {
  readonly from: number;
  readonly before: string;
  readonly modifiers: readonly string[];
  /** C++ result type; empty for constructors and destructors. */
  readonly returns: string;
  readonly scalarReturn: string | null;
  readonly name: string;
  readonly simple: string;
  /** Position of the `(` of the parameter list. */
  readonly open: number;
  readonly scope: Scope;
  readonly templateParams: readonly string[] | null;
  readonly owner: string | null;
  readonly canHoist: boolean;
}

interface Tail {
  readonly quals: string;
  pure: string;
  readonly initialisers: string;
  readonly next: number;
  readonly from: number;
}

/**
 * Rewrites a function. MQL5 does not care about the order of definitions, C++ does: global functions get a prototype at the top of the
 * unit, and bodies move to its end.
 */
export function functionDeclaration(u: Unit, f: FunctionHead): Piece {
  const { ts } = u;
  const close = ts.pair(f.open);
  const qualified = f.name.includes("::");
  const ownerClass = f.owner ? u.symbols.classes.get(f.owner) : undefined;
  const own = f.templateParams && (!qualified || !ownerClass?.templateParams.length) ? f.templateParams : [];
  const params = parseParams(u, f.open + 1, close, own);
  if (!params) {
    u.reject(f.open, `'${f.simple}' - unreadable parameter list`);
    return { out: "", next: Math.min(ts.find(close, ";"), ts.end - 1) + 1 };
  }
  if (qualified) dropDefaults(params);
  const tail = parseTail(u, f, close + 1);
  check(u, f, qualified);
  const isGlobal = f.scope.kind === "global" && !f.owner;
  const hoisted =
    isGlobal && (f.templateParams ? hoistTemplate(u, f, params, tail.next) : hoist(u, f, params, tail.next));
  if (isGlobal) remember(u, f, params);
  if (f.scope.kind === "class" && f.scope.cls && f.simple !== f.scope.cls.name && f.simple !== "~")
    f.scope.cls.members.push({ name: f.simple, access: f.scope.access, isFunction: true });
  const mods = f.modifiers.filter((m) => !(qualified && (m === "static" || m === "virtual")));
  if (f.scope.isInterface) {
    if (!mods.includes("virtual")) mods.unshift("virtual");
    tail.pure ||= " = 0";
  }
  const list = params.map((p) => p.before + p.text + (p.defaultRange ? ` =${p.default}` : "")).join(",");
  const specifiers = [...mods, f.returns].filter(Boolean).join(" ");
  const head = `${specifiers}${specifiers ? " " : ""}${f.name}(${list})${tail.quals}${tail.pure}`;
  const template = templateHeader(f, params, !qualified && !hoisted);
  if (ts.text(tail.next) === ";") return { out: prototype(u, f, template, head, params), next: tail.next + 1 };
  if (ts.text(tail.next) !== "{") {
    u.reject(tail.next, `'${ts.text(tail.next)}' - function body expected`);
    return { out: "", next: tail.next + 1 };
  }
  return definition(u, f, { params, tail, head, template, hoisted, qualified });
}

function dropDefaults(params: readonly Param[]): void {
  for (const p of params) {
    p.default = "";
    p.defaultRange = null;
  }
}

function parseTail(u: Unit, f: FunctionHead, from: number): Tail {
  const { ts } = u;
  let next = from;
  let quals = "";
  for (; ["const", "override", "final", "export"].includes(ts.text(next)); next++)
    if (ts.text(next) !== "export") quals += ` ${ts.text(next)}`;
  let pure = "";
  if (ts.text(next) === "=" && (ts.text(next + 1) === "0" || ts.text(next + 1) === "NULL")) {
    pure = " = 0";
    next += 2;
  }
  let initialisers = "";
  if (ts.text(next) === ":") {
    let e = next + 1;
    for (; ts.text(e) !== "{" && e < ts.end; e++) if (ts.text(e) === "(") e = ts.pair(e);
    initialisers = ` ${rewrite(u, next, e)}`;
    next = e;
    const base = f.owner ? u.symbols.classes.get(f.owner)?.base : null;
    if (base?.dependent) initialisers = initialisers.replace(new RegExp(`\\b${base.name}\\s*\\(`), `${base.text}(`);
  }
  return { quals, pure, initialisers, next, from };
}

function check(u: Unit, f: FunctionHead, qualified: boolean): void {
  if (f.scope.kind === "global" && !f.owner && f.simple === "operator")
    u.reject(f.from, "operators can only be members of a class or structure");
  const structKind = f.scope.cls?.kind === "struct" || f.scope.cls?.kind === "union";
  if (f.scope.kind === "class" && structKind && f.modifiers.includes("virtual"))
    u.reject(f.from, "structures cannot have virtual functions");
  if (f.scope.kind === "global" && !qualified && f.modifiers.includes("virtual"))
    u.reject(f.from, "'virtual' is for class members only");
}

/** A function template gets a declaration at the top too: C++ binds the names inside templates where they are written. */
function hoistTemplate(u: Unit, f: FunctionHead, params: readonly Param[], next: number): boolean {
  const known = f.canHoist && u.isProgram && u.ts.text(next) === "{" && params.every((p) => p.hoistable);
  if (!known || !params.every((p) => !p.defaultRange || isConstantDefault(u, p.defaultRange))) return false;
  const header = templateHeader(f, params, true);
  const list = params.map((p) => p.text + (p.defaultRange ? ` =${p.default}` : "")).join(", ");
  u.prototypes.push(`${header}${f.modifiers.includes("static") ? "static " : ""}${f.returns} ${f.name}(${list});`);
  dropDefaults(params);
  return true;
}

/** Writes a prototype at the top of the unit, with the default arguments when they name nothing but constants. */
function hoist(u: Unit, f: FunctionHead, params: readonly Param[], next: number): boolean {
  const hoistable = f.canHoist && !f.templateParams && u.isProgram && params.every((p) => p.hoistable);
  const key = signatureKey(f, params);
  if (!hoistable || u.ts.text(next) !== "{") {
    if (u.ts.text(next) === ";" && params.some((p) => p.defaultRange)) u.defaultsGiven.add(key);
    return false;
  }
  const given = u.defaultsGiven.has(key);
  const constant = params.every((p) => !p.defaultRange || isConstantDefault(u, p.defaultRange));
  if (!given) {
    const list = params.map((p) => p.text + (p.defaultRange && constant ? ` =${p.default}` : "")).join(", ");
    u.prototypes.push(`${f.modifiers.includes("static") ? "static " : ""}${f.returns} ${f.name}(${list});`);
  }
  if (constant || given) dropDefaults(params);
  return true;
}

const signatureKey = (f: FunctionHead, params: readonly Param[]): string =>
  `${f.name}(${params.map((p) => p.signature).join(",")})`;

function isConstantDefault(u: Unit, [from, to]: [number, number]): boolean {
  for (let k = from; k < to; k++) {
    const s = u.ts.text(k);
    const known = u.symbols.enumerators.has(s) || ["true", "false", "NULL"].includes(s) || BASIC_TYPES.has(s);
    if (u.ts.isId(k) && !known && u.ts.kind(k + 1) !== "chr") return false;
  }
  return true;
}

function remember(u: Unit, f: FunctionHead, params: readonly Param[]): void {
  u.functions.set(f.simple, { returns: f.returns.trim(), params: params.length });
  if (u.symbols.builtins.has(f.simple) && /^[A-Z]/.test(f.simple) && !/^On[A-Z]/.test(f.simple)) u.usings.add(f.simple);
}

/** Array parameters get types of their own; `defaults`: the element type follows from them, which C++ wants said once. */
function templateHeader(f: FunctionHead, params: readonly Param[], defaults: boolean): string {
  if (!f.templateParams) return "";
  const deduced = params.flatMap((p) => (p.deduced ? [p.deduced] : []));
  const source = new Map<string, string>();
  for (const d of deduced) if (!source.has(d.element)) source.set(d.element, d.param);
  const list = deduced.map((d) => `typename ${d.param}`);
  for (const n of f.templateParams)
    list.push(`typename ${n}${source.has(n) && defaults ? ` = elem_t<${source.get(n)}>` : ""}`);
  return `template<${list.join(", ")}> `;
}

function prototype(u: Unit, f: FunctionHead, template: string, head: string, params: readonly Param[]): string {
  if (u.role !== "missing") return `${f.before}${template}${head};`;
  const unused = params.map((p) => `(void)${p.name};`).join(" ");
  return `${f.before}${template}[[noreturn]] inline ${head} { ${unused} host::notModelled("${f.simple}"); }`;
}

interface Definition {
  readonly params: readonly Param[];
  readonly tail: Tail;
  readonly head: string;
  readonly template: string;
  readonly hoisted: boolean;
  readonly qualified: boolean;
}

function definition(u: Unit, f: FunctionHead, d: Definition): Piece {
  const { ts } = u;
  const open = d.tail.next;
  const e = ts.pair(open);
  if (f.scope.isInterface) u.reject(open, "an interface's functions have no body");
  const isStatic = f.modifiers.includes("static");
  const cls = f.scope.kind === "class" ? f.scope.cls : null;
  const save = u.fn;
  const names = new Set(d.params.map((p) => p.name));
  u.fn = { cls: isStatic ? null : f.owner, owner: f.owner, name: f.simple, scalarReturn: f.scalarReturn, names };
  const inner = u.body(u, open + 1, e, { ...f.scope, kind: "block", keepBodies: true, isInterface: false });
  u.fn = save;
  const body = `${ts.before(open)}{${inner}${ts.before(e)}}`;
  const line = `\n#line ${ts.where(f.from).line} "${ts.where(f.from).file}"\n`;
  if (cls && u.isProgram && !f.templateParams && cls.templateParams.length === 0 && !f.scope.keepBodies) {
    const quals = d.tail.quals.replace(/\b(override|final)\b/g, "");
    const owner = `${f.scope.qualifier}${cppName(cls.name)}::${f.name}`;
    const list = d.params.map((p) => p.text).join(", ");
    const result = f.returns ? ` -> ${f.returns}` : "";
    u.deferred.push(
      `${line}${f.returns ? "auto " : ""}${owner}(${list})${quals}${result}${d.tail.initialisers}${body}`,
    );
    return { out: keepLines(u, f, `${d.template}${d.head};`, e), next: e + 1 };
  }
  const text = `${d.template}${d.head}${d.tail.initialisers ? ts.breaks(d.tail.from, d.tail.from) : ts.breaks(d.tail.from, open)}${d.tail.initialisers}${body}`;
  const member = d.qualified && f.owner !== null && u.symbols.classes.get(f.owner)?.templateParams.length === 0;
  if (f.scope.kind === "global" && u.isProgram && !f.templateParams && (d.qualified ? member : d.hoisted)) {
    u.deferred.push(line + text);
    return { out: f.before + ts.breaks(f.from + 1, e + 1), next: e + 1 };
  }
  return { out: f.before + text, next: e + 1 };
}

/** A declaration in place of a definition keeps the definition's number of lines. */
function keepLines(u: Unit, f: FunctionHead, text: string, end: number): string {
  const count = (s: string): number => (s.match(/\n/g) ?? []).length;
  const lines = count(u.ts.breaks(f.from + 1, end + 1).replace(/\n#line[^\n]*/g, ""));
  return f.before + text + "\n".repeat(Math.max(0, lines - count(text)));
}
