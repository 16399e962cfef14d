import { rewrite, rewriteName } from "./expressions.ts";
import { checkPointee } from "./params.ts";
import { arrayType, type TypeRef } from "./types.ts";
import type { Piece, Scope, Unit } from "./unit.ts";

export interface VariableHead {
  readonly from: number;
  readonly before: string;
  readonly scope: Scope;
  readonly type: TypeRef;
  /** Of a class template whose static member is defined. */
  readonly templateParams: readonly string[] | null;
  readonly isConst: boolean;
  readonly isInput: boolean;
  readonly modifiers: readonly string[];
}

interface Variable {
  readonly type: string;
  readonly name: string;
  readonly init: string;
  /** Plain scalar or object: may share a C++ declaration with its neighbours. */
  readonly simple: boolean;
}

/** Rewrites `T a, *b, c[4] = {...};`. C++ array types differ per variable, so each gets a declaration of its own when needed. */
export function variableDeclaration(u: Unit, v: VariableHead): Piece {
  const { ts } = u;
  const semi = ts.find(v.type.next, ";");
  if (v.isInput && v.scope.kind !== "global") u.reject(v.from, "'input' - only global variables can be inputs");
  if (v.scope.isInterface && v.scope.kind === "class") u.reject(v.from, "an interface cannot contain variables");
  const vars = ts.splitTop(v.type.next, semi).map(([a, b]) => variable(u, v, a, b));
  const mods = v.modifiers.filter((m) => m !== "virtual" && !(m === "static" && v.scope.kind === "global"));
  const isConst = v.isConst && !(v.scope.kind === "class" && !v.modifiers.includes("static"));
  const c = isConst ? "const " : "";
  let text: string;
  if (v.isInput) text = vars.map((x) => inputVariable(x)).join(" ");
  else if (vars.every((x) => x.simple))
    text = `${[...mods, c + v.type.bare].join(" ").trim()} ${vars.map((x) => x.name + x.init).join(", ")};`;
  else
    text = vars
      .map(
        (x) =>
          `${[...mods, (x.type.startsWith("MqlPtr_<const") ? "" : c) + x.type].join(" ").trim()} ${x.name}${x.init};`,
      )
      .join(" ");
  if (v.templateParams) text = `template<${v.templateParams.map((n) => `typename ${n}`).join(", ")}> ${text}`;
  return { out: v.before + text + missingLines(u, v.from, semi, text), next: semi + 1 };
}

/** Programs see a constant; the host may read it again when parameters change. */
const inputVariable = (x: Variable): string =>
  `static host::Input<${x.type}> ${x.name}_input_("${x.name}", ${x.init.replace(/^\s*=/, "") || `${x.type}()`}); static const ${x.type} &${x.name} = ${x.name}_input_.value;`;

/** Initialisers may have carried line breaks along already; the rest is added so that lines keep their numbers. */
function missingLines(u: Unit, from: number, semi: number, text: string): string {
  const tail = u.ts.breaks(from + 1, semi + 1);
  const count = (s: string): number => (s.match(/\n/g) ?? []).length;
  return !tail.includes("#line") && count(tail) > count(text) ? "\n".repeat(count(tail) - count(text)) : "";
}

function variable(u: Unit, v: VariableHead, from: number, to: number): Variable {
  const { ts } = u;
  let a = from;
  let stars = 0;
  for (; ts.text(a) === "*"; a++) {
    stars++;
    if (ts.text(a + 1) === "const") a++;
  }
  if (ts.text(a) === "&") {
    u.reject(a, "references can be function parameters only");
    a++;
  }
  if (stars > 0) checkPointee(u, a, v.type.base);
  let e = a;
  while (e < to && !["[", "=", "(", "{"].includes(ts.text(e))) e++;
  const plain = ts.text(e - 1);
  if (e === a) u.reject(a, `'${ts.text(a)}' - name expected`);
  for (let k = a + 1; k < e; k++)
    if (ts.text(k) === ":") u.reject(k, "':' - MQL5 has no bit fields");
    else if (ts.isId(k) && ts.isId(k - 1)) u.reject(k - 1, `'${ts.text(k - 1)}' - unexpected token`);
  let name = rewriteName(u, a, e);
  if (v.templateParams && ts.text(a + 1) === "::") name = name.replace("::", `<${v.templateParams.join(", ")}>::`);
  const dims: string[] = [];
  for (; ts.text(e) === "[" && e < to; e = ts.pair(e) + 1) {
    if (dims.length > 0 && ts.pair(e) === e + 1) u.reject(e, "only the first dimension of an array may be dynamic");
    dims.push(rewrite(u, e + 1, ts.pair(e)));
  }
  if (ts.text(e) === "{" && e < to) u.reject(e, "brace initialisation needs '='");
  const element = stars > 0 ? `MqlPtr_<${v.isConst ? "const " : ""}${v.type.bare}>` : v.type.bare;
  const scalar = stars === 0 && dims.length === 0 && u.symbols.isScalar(v.type.base);
  const init = initialiser(u, { at: e, to, dims, plain, scalar: scalar ? v.type.bare : null });
  if (v.scope.kind === "class") {
    if (init && !v.modifiers.includes("static")) u.reject(from, "members cannot be initialised in the class");
    v.scope.cls?.members.push({ name: plain, access: v.scope.access, isFunction: false });
  }
  if (v.scope.kind === "block") u.fn?.names.add(plain);
  if (v.scope.kind === "global") {
    if (v.isConst) u.constants.add(plain);
    if (!u.globals.has(plain)) u.globals.set(plain, a);
  }
  const type = dims.length > 0 ? arrayType(element, dims) : element;
  if (v.isInput && (dims.length > 0 || stars > 0 || u.symbols.isObject(v.type.base)))
    u.reject(a, `'${plain}' - input variables have simple types`);
  return { type, name, init, simple: stars === 0 && dims.length === 0 };
}

interface Initialiser {
  readonly at: number;
  readonly to: number;
  readonly dims: readonly string[];
  readonly plain: string;
  readonly scalar: string | null;
}

function initialiser(u: Unit, i: Initialiser): string {
  const { ts } = u;
  if (i.at >= i.to) return "";
  if (ts.text(i.at) === "(") {
    if (ts.pair(i.at) === i.at + 1) return "";
    return i.scalar ? `(mql_as<${i.scalar}>${rewrite(u, i.at, i.to)})` : rewrite(u, i.at, i.to);
  }
  if (ts.text(i.at) !== "=") return "";
  const open = i.at + 1;
  if (ts.text(open) !== "{") {
    const value = rewrite(u, open, i.to, i.plain);
    return i.scalar ? ` = mql_as<${i.scalar}>(${value.replace(/^ /, "")})` : ` =${value}`;
  }
  const close = ts.pair(open);
  const empty = close === open + 1;
  const zero = close === open + 2 && ts.text(open + 1) === "0";
  if (i.dims.length === 0) return empty || zero ? " = {}" : ` =${rewrite(u, open, close + 1)}`;
  if (empty) return " = {}";
  const list = rewrite(u, open, close + 1);
  return i.dims[0]?.trim() === "" ? ` =${list}` : ` = {${list}}`;
}
