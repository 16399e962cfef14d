import { looksLikeDeclaration } from "./declaration-shape.ts";
import { declaration } from "./declarations.ts";
import { rewrite } from "./expressions.ts";
import { importBlock } from "./imports.ts";
import { parseParams } from "./params.ts";
import type { Piece, Scope, Unit } from "./unit.ts";

/** Rewrites the statements or declarations [p, end). */
export function items(u: Unit, p: number, end: number, scope: Scope): string {
  let out = "";
  let at = p;
  while (at < end) {
    const piece = item(u, at, end, scope);
    out += piece.out;
    at = piece.next;
  }
  return out;
}

function item(u: Unit, p: number, end: number, scope: Scope): Piece {
  const { ts } = u;
  const s = ts.text(p);
  const before = ts.before(p);
  if (ts.kind(p) === "pragma")
    return s.startsWith("mql_import") ? prefixed(before, importBlock(u, p)) : { out: before, next: p + 1 };
  if (s === "{" && ts.kind(p) === "punct") {
    const e = ts.pair(p);
    const inner = u.body(u, p + 1, e, { ...scope, kind: "block" });
    return { out: `${before}{${inner}${ts.before(e)}}`, next: e + 1 };
  }
  if (s === ";") return { out: before + (scope.kind === "block" ? ";" : ""), next: p + 1 };
  if (ts.isId(p)) {
    const named = namedItem(u, p, scope);
    if (named) return named;
    const statement =
      scope.kind === "block" ? blockStatement(u, p, end, scope) : declaration(u, p, scope, null, before);
    if (statement) return statement;
  }
  if (scope.kind !== "block" && s === "~") return declaration(u, p, scope, null, before);
  if (scope.kind === "global") u.reject(p, `'${s}' - unexpected token`);
  const e = Math.min(ts.find(p, ";"), end);
  return { out: expression(u, p, e) + (e < end ? `${ts.before(e)};` : ""), next: e + 1 };
}

/** An assignment converts its value as MQL5 does: one enumeration to another, text to number. */
function expression(u: Unit, p: number, e: number): string {
  const { ts } = u;
  const at = assignmentAt(u, p, e);
  if (at < 0) return rewrite(u, p, e);
  const target = rewrite(u, p, at);
  const plain = target.trim().replace(/\n#line[^\n]*\n/g, " ");
  return `${target}${ts.before(at)}= mql_rhs<decltype(${plain})>(${rewrite(u, at + 1, e)})`;
}

/** Position of the `=` when [p, e) assigns to something named plainly, else -1. */
function assignmentAt(u: Unit, p: number, e: number): number {
  const { ts } = u;
  for (let k = p; k < e; k++) {
    const s = ts.text(k);
    if (ts.isId(k)) continue;
    if (s === "[" || s === "(") k = ts.pair(k);
    else if (s === "=" && k > p) return k;
    else if (s !== "." && s !== "::") return -1;
  }
  return -1;
}

const prefixed = (before: string, piece: Piece): Piece => ({ out: before + piece.out, next: piece.next });

/** Items that look the same in every scope. */
function namedItem(u: Unit, p: number, scope: Scope): Piece | null {
  const { ts } = u;
  const s = ts.text(p);
  const before = ts.before(p);
  if (s === "template" && ts.text(p + 1) === "<") {
    const close = ts.closeAngle(p + 1);
    if (close < 0) {
      u.reject(p, "unreadable template parameters");
      return { out: "", next: ts.find(p, ";") + 1 };
    }
    const names: string[] = [];
    for (let k = p + 2; k < close; k++)
      if ((ts.text(k) === "typename" || ts.text(k) === "class") && ts.isId(k + 1)) names.push(ts.text(k + 1));
    return u.symbols.withTemplate(names, () => declaration(u, close + 1, scope, names, before));
  }
  if (["class", "struct", "union", "interface", "enum"].includes(s)) return declaration(u, p, scope, null, before);
  if (s === "typedef") return typedef(u, p);
  if ((s === "public" || s === "private" || s === "protected") && ts.text(p + 1) === ":") {
    scope.access = s;
    return { out: `${before}${s}:`, next: p + 2 };
  }
  return null;
}

/** MQL5 has function pointer types only: `typedef int (*TName)(int);`. */
function typedef(u: Unit, p: number): Piece {
  const { ts } = u;
  const e = ts.find(p, ";");
  const open = ts.find(p, "(");
  if (open >= e || ts.text(open + 1) !== "*" || ts.text(ts.pair(open) + 1) !== "(") {
    u.reject(p, "typedef declares function pointer types only");
    return { out: "", next: e + 1 };
  }
  u.symbols.typedefs.add(ts.text(open + 2));
  const from = ts.pair(open) + 1;
  const params = parseParams(u, from + 1, ts.pair(from));
  const list = params ? params.map((x) => x.text).join(", ") : rewrite(u, from + 1, ts.pair(from));
  return { out: `${ts.before(p)}typedef ${rewrite(u, p + 1, open)}(*${ts.text(open + 2)})(${list});`, next: e + 1 };
}

function blockStatement(u: Unit, p: number, end: number, scope: Scope): Piece | null {
  const { ts } = u;
  const s = ts.text(p);
  const before = ts.before(p);
  if (s === "for" && ts.text(p + 1) === "(") return forHeader(u, p, scope);
  if (s === "switch" && ts.text(p + 1) === "(") return switchStatement(u, p, scope);
  if ((s === "if" || s === "while") && ts.text(p + 1) === "(") {
    const c = ts.pair(p + 1);
    return { out: `${before}${s}${rewrite(u, p + 1, c)}${ts.before(c)})`, next: c + 1 };
  }
  if (s === "else" || s === "do") return { out: `${before}${s} `, next: p + 1 };
  if (s === "case" || (s === "default" && ts.text(p + 1) === ":")) {
    const k = labelEnd(u, p, end);
    return { out: `${before}${s}${rewrite(u, p + 1, k)}:`, next: k + 1 };
  }
  if (s === "delete") {
    const e = ts.find(p, ";");
    return { out: `${before}mql_delete(${rewrite(u, p + 1, e)});`, next: e + 1 };
  }
  if (s === "return") return returnStatement(u, p);
  if (s === "break" || s === "continue") {
    const e = ts.find(p, ";");
    return { out: `${before}${s}${rewrite(u, p + 1, e)};`, next: e + 1 };
  }
  return looksLikeDeclaration(u, p, scope) ? declaration(u, p, scope, null, before) : null;
}

/** A scalar result is converted as MQL5 does: text to number, one enumeration to another. */
function returnStatement(u: Unit, p: number): Piece {
  const { ts } = u;
  const e = ts.find(p, ";");
  const value = rewrite(u, p + 1, e);
  const type = u.fn?.scalarReturn;
  const out = type && e > p + 1 ? ` mql_as<${type}>(${value})` : value;
  return { out: `${ts.before(p)}return${out};`, next: e + 1 };
}

function forHeader(u: Unit, p: number, scope: Scope): Piece {
  const { ts } = u;
  const close = ts.pair(p + 1);
  const semi = ts.find(p + 2, ";");
  let out = `${ts.before(p)}for(`;
  let at = p + 2;
  if (semi >= close) u.reject(p, "'for' needs three parts separated by ';'");
  else if (looksLikeDeclaration(u, at, scope)) {
    const d = declaration(u, at, scope, null, ts.before(at));
    out += d.out;
    at = d.next;
  } else {
    out += `${rewrite(u, at, semi)};`;
    at = semi + 1;
  }
  return { out: `${out}${rewrite(u, at, close)}${ts.before(close)})`, next: close + 1 };
}

/** Position of the `:` that ends the label at `p`. */
function labelEnd(u: Unit, p: number, end: number): number {
  const { ts } = u;
  let ternary = 0;
  for (let k = p + 1; k < end; k++) {
    const x = ts.text(k);
    if (x === "(") k = ts.pair(k);
    else if (x === "?") ternary++;
    else if (x === ":" && ternary-- === 0) return k;
  }
  return end;
}

/** C++ refuses to jump past an initialisation, MQL5 allows it: a label's statements get a block of their own when they declare something. */
function switchStatement(u: Unit, p: number, scope: Scope): Piece {
  const { ts } = u;
  const close = ts.pair(p + 1);
  const head = `${ts.before(p)}switch(mql_switch(${rewrite(u, p + 2, close)}${ts.before(close)}))`;
  if (ts.text(close + 1) !== "{") return { out: head, next: close + 1 };
  const open = close + 1;
  const end = ts.pair(open);
  const block: Scope = { ...scope, kind: "block" };
  let out = `${head}${ts.before(open)}{`;
  let at = open + 1;
  while (at < end) {
    if (!isLabel(u, at)) {
      const piece = item(u, at, end, block);
      out += piece.out;
      at = piece.next;
      continue;
    }
    const colon = labelEnd(u, at, end);
    out += `${ts.before(at)}${ts.text(at)}${rewrite(u, at + 1, colon)}:`;
    at = colon + 1;
    const next = nextLabel(u, at, end);
    if (at < next && next <= end) {
      const inner = items(u, at, next, block);
      out += declaresAtTop(u, at, next, block) ? `{${inner}}` : inner;
      at = next;
    }
  }
  return { out: `${out}${ts.before(end)}}`, next: end + 1 };
}

const isLabel = (u: Unit, i: number): boolean =>
  u.ts.isId(i) && (u.ts.text(i) === "case" || (u.ts.text(i) === "default" && u.ts.text(i + 1) === ":"));

function nextLabel(u: Unit, from: number, end: number): number {
  const { ts } = u;
  for (let k = from; k < end; k++) {
    if (isLabel(u, k)) return k;
    if (ts.kind(k) === "punct" && ["(", "[", "{"].includes(ts.text(k))) k = ts.pair(k);
  }
  return end;
}

function declaresAtTop(u: Unit, from: number, end: number, scope: Scope): boolean {
  const { ts } = u;
  let start = true;
  for (let k = from; k < end; k++) {
    if (start && ts.isId(k) && looksLikeDeclaration(u, k, scope)) return true;
    const s = ts.text(k);
    if (ts.kind(k) === "punct" && ["(", "[", "{"].includes(s)) k = ts.pair(k);
    start = s === ";" || s === "{" || s === "}";
  }
  return false;
}
