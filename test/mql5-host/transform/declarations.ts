import { classDeclaration } from "./classes.ts";
import { enumDeclaration } from "./enums.ts";
import { rewrite, rewriteName } from "./expressions.ts";
import { functionDeclaration } from "./functions.ts";
import { checkPointee, parseParams } from "./params.ts";
import { parseType, type TypeRef } from "./types.ts";
import type { Piece, Scope, Unit } from "./unit.ts";
import { variableDeclaration } from "./variables.ts";
import { FOREIGN_TYPES } from "./words.ts";

interface Modifiers {
  readonly words: string[];
  readonly input: boolean;
  readonly isConst: boolean;
  readonly next: number;
}

function parseModifiers(u: Unit, p: number): Modifiers {
  const { ts } = u;
  const words: string[] = [];
  let input = false;
  let isConst = false;
  let i = p;
  for (; ; i++) {
    const m = ts.text(i);
    if (m === "static" || m === "virtual" || m === "inline") words.push(m);
    else if (m === "input" || m === "sinput") input = true;
    else if (m === "extern") {
      const e = ts.find(i, ";");
      for (let q = i; q < e; q++) if (ts.text(q) === "=") input = true;
    } else if (m === "const") isConst = true;
    else return { words, input, isConst, next: i };
  }
}

/** Rewrites one declaration at `p`: type, function, constructor or variables. */
export function declaration(
  u: Unit,
  p: number,
  scope: Scope,
  templateParams: readonly string[] | null,
  before: string,
): Piece {
  const { ts } = u;
  const word = ts.text(p);
  if (word === "enum") return enumDeclaration(u, p, scope, before);
  if (["class", "struct", "union", "interface"].includes(word) && startsClass(u, p))
    return classDeclaration(u, p, scope, templateParams, before);
  const mods = parseModifiers(u, p);
  const i = mods.next;
  if (mods.input && ts.text(i) === "group" && ts.kind(i + 1) === "str") {
    const next = ts.text(i + 2) === ";" ? i + 3 : i + 2;
    return { out: before + ts.breaks(p + 1, next), next };
  }
  const structor = constructorName(u, i, scope);
  if (structor) {
    const { open, owner, qualified } = structor;
    let name = qualified ? rewriteName(u, i, open) : rewrite(u, i, open).trim();
    if (qualified && templateParams && ts.text(i + 1) === "::")
      name = name.replace("::", `<${templateParams.join(", ")}>::`);
    const simple = ts.text(i) === "~" ? "~" : ts.text(i);
    return functionDeclaration(u, {
      from: p,
      before,
      modifiers: mods.words,
      returns: "",
      scalarReturn: null,
      name,
      simple,
      open,
      scope,
      templateParams,
      owner,
      canHoist: false,
    });
  }
  if (isVoidConstructor(u, i, scope)) return declaration(u, i + 1, scope, templateParams, before);
  const type = parseType(u, i);
  if (!type) return unknownDeclaration(u, p);
  if (FOREIGN_TYPES.has(type.base) && !u.symbols.isType(type.base)) u.reject(i, `'${type.base}' - undeclared type`);
  return (
    tryFunction(u, p, scope, templateParams, before, mods, type) ??
    variableDeclaration(u, {
      from: p,
      before,
      scope,
      type,
      templateParams,
      isConst: mods.isConst || type.isConst,
      isInput: mods.input,
      modifiers: mods.words,
    })
  );
}

function startsClass(u: Unit, p: number): boolean {
  const { ts } = u;
  let k = p + 1;
  if (ts.text(k) === "pack" && ts.text(k + 1) === "(") k = ts.pair(k + 1) + 1;
  return (ts.isId(k) && ["{", ":", ";", "final", "pack"].includes(ts.text(k + 1))) || ts.text(k) === "{";
}

function constructorName(
  u: Unit,
  i: number,
  scope: Scope,
): { open: number; owner: string | null; qualified: boolean } | null {
  const { ts } = u;
  let found =
    ts.text(i) === "~" || (scope.kind === "class" && ts.text(i) === scope.cls?.name && ts.text(i + 1) === "(");
  if (!found && scope.kind === "global" && ts.isId(i)) {
    let q = i + 1;
    if (ts.text(q) === "<") {
      const e = ts.closeAngle(q);
      if (e > 0) q = e + 1;
    }
    const same = ts.text(q + 1) === ts.text(i) || (ts.text(q + 1) === "~" && ts.text(q + 2) === ts.text(i));
    found = ts.text(q) === "::" && same;
  }
  if (!found) return null;
  let open = i;
  while (ts.text(open) !== "(" && open < ts.end) open++;
  const qualified = ts.text(i + 1) === "::" || ts.text(i + 1) === "<";
  return { open, owner: qualified ? ts.text(i) : (scope.cls?.name ?? null), qualified };
}

/** `void CFoo::CFoo()` is legal MQL5. */
function isVoidConstructor(u: Unit, i: number, scope: Scope): boolean {
  const { ts } = u;
  if (ts.text(i) !== "void") return false;
  if (ts.text(i + 2) === "::") return ts.text(i + 3) === ts.text(i + 1) || ts.text(i + 3) === "~";
  if (scope.kind !== "class" || !scope.cls) return false;
  return ts.text(i + 1) === "~" || (ts.text(i + 1) === scope.cls.name && ts.text(i + 2) === "(");
}

function unknownDeclaration(u: Unit, p: number): Piece {
  const { ts } = u;
  u.reject(p, `'${ts.text(p)}' - declaration expected`);
  const semi = ts.find(p, ";");
  const brace = ts.find(p, "{");
  const next = (brace < semi ? ts.pair(brace) : semi) + 1;
  return { out: ts.breaks(p, next), next };
}

/** End of the declared name at `k`, and the class that qualifies it. */
function nameEnd(u: Unit, k: number): { end: number; owner: string | null } {
  const { ts } = u;
  let q = k;
  let owner: string | null = null;
  const skipArguments = (): void => {
    if (ts.text(q) !== "<") return;
    const e = ts.closeAngle(q);
    if (e > 0 && ts.text(e + 1) === "::") q = e + 1;
  };
  if (ts.isId(q) && ts.text(q) !== "operator") {
    q++;
    skipArguments();
    while (ts.text(q) === "::") {
      owner = owner === null ? ts.text(k) : ts.text(q - 1);
      q++;
      if (ts.text(q) === "~") q++;
      if (ts.text(q) === "operator") break;
      q++;
      skipArguments();
    }
  }
  if (ts.text(q) === "operator") {
    q++;
    if (ts.text(q) === "(" || ts.text(q) === "[") q = ts.pair(q) + 1;
    else while (ts.text(q) !== "(" && q < ts.end) q++;
  }
  return { end: q, owner };
}

function tryFunction(
  u: Unit,
  p: number,
  scope: Scope,
  templateParams: readonly string[] | null,
  before: string,
  mods: Modifiers,
  type: TypeRef,
): Piece | null {
  const { ts } = u;
  let k = type.next;
  let stars = 0;
  for (; ts.text(k) === "*"; k++) {
    stars++;
    if (ts.text(k + 1) === "const") k++;
  }
  const ref = ts.text(k) === "&" ? "&" : "";
  if (ref) k++;
  const name = nameEnd(u, k);
  if (ts.text(name.end) !== "(" || !isFunction(u, name.end, scope, templateParams)) return null;
  if (ref) u.reject(k, "functions cannot return references");
  if (stars > 0) checkPointee(u, k, type.base);
  const isConst = mods.isConst || type.isConst;
  const c = isConst ? "const " : "";
  const returns = stars > 0 ? `MqlPtr_<${c}${type.bare}>` : c + type.bare;
  let text = rewriteName(u, k, name.end);
  const template = name.owner !== null && (u.symbols.classes.get(name.owner)?.templateParams.length ?? 0) > 0;
  if (templateParams && template && ts.text(k + 1) === "::")
    text = text.replace("::", `<${templateParams.join(", ")}>::`);
  return functionDeclaration(u, {
    from: p,
    before,
    modifiers: mods.words,
    returns,
    name: text,
    simple: ts.text(k),
    open: name.end,
    scope,
    templateParams,
    scalarReturn: stars === 0 && u.symbols.isScalar(type.base) ? type.bare : null,
    owner: name.owner ?? (scope.kind === "class" ? (scope.cls?.name ?? null) : null),
    canHoist: u.symbols.isType(type.base) && !u.symbols.typedefs.has(type.base) && name.owner === null,
  });
}

/** `T x(a, b);` is a variable unless every argument reads as a parameter. */
function isFunction(u: Unit, open: number, scope: Scope, templateParams: readonly string[] | null): boolean {
  const { ts } = u;
  const close = ts.pair(open);
  if (scope.kind === "block") {
    if (ts.text(close + 1) === "{") u.reject(open, "function definition is not allowed here");
    return false;
  }
  const after = ts.text(close + 1);
  if (after !== ";" && after !== ",") return true;
  if (!parseParams(u, open + 1, close, templateParams ?? [])) return false;
  for (const [a] of ts.splitTop(open + 1, close)) {
    const t = parseType(u, a);
    if (!t || !(u.symbols.isType(t.base) || ts.isId(t.next))) return false;
  }
  return true;
}
