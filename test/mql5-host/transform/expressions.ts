import { parseType } from "./types.ts";
import type { Unit } from "./unit.ts";
import { cppName, STATEMENT_WORDS } from "./words.ts";

/**
 * Rewrites the expression tokens [i, j) to C++. No expression types are needed: every `.` becomes `->`, because each class, struct
 * and union gets `operator->` returning itself, and MqlPtr_ dereferences with a check.
 *
 * @param shadow name being declared, so that `int size = size();` still calls the function
 */
export function rewrite(u: Unit, i: number, j: number, shadow?: string): string {
  const { ts } = u;
  let out = "";
  for (let k = i; k < j; k++) {
    const text = ts.text(k);
    const before = ts.before(k);
    switch (ts.kind(k)) {
      case "id": {
        const piece = identifier(u, k, j, shadow);
        out += before + piece.out;
        k = piece.next - 1;
        break;
      }
      case "str":
        out += `${before}u${text}_s`;
        break;
      case "chr":
        out += `${before}((ushort)u${text})`;
        break;
      case "punct":
        if (text === "." && (ts.isId(k + 1) || ts.text(k + 1) === "~")) out += `${before}->`;
        else if (
          text === "::" &&
          !qualifies(ts.text(k - 1), ts.isId(k - 1)) &&
          ts.text(k - 1) !== ">" &&
          ts.isId(k + 1)
        )
          out += before + globalScope(u, ts.text(k + 1));
        else out += before + text;
        if (text === "{" && ts.text(k - 1) === ")") u.reject(k, "'{' - unexpected token");
        break;
      case "num":
        // A leading zero does not make an octal number in MQL5.
        out += before + text.replace(/^0+(?=\d)/, "");
        break;
      default:
        out += before + text;
    }
  }
  return out;
}

/** Whether `x` in `x::name` is a scope, rather than a word like `return`. */
const qualifies = (x: string, isId: boolean): boolean => isId && !STATEMENT_WORDS.has(x);

/** `::Name` reaches past class members: to the program's own globals, else to the platform. */
function globalScope(u: Unit, name: string): string {
  return u.functions.has(name) || !u.symbols.builtins.has(name) ? "mql::ea::" : "mql::";
}

function identifier(u: Unit, k: number, j: number, shadow?: string): { out: string; next: number } {
  const { ts } = u;
  const s = ts.text(k);
  if (/^[DdCcBb]$/.test(s) && ts.kind(k + 1) === "chr" && ts.before(k + 1) === "") {
    if (s.toLowerCase() === "b") return { out: `0b${ts.text(k + 1).slice(1, -1)}`, next: k + 2 };
    const call = s.toLowerCase() === "d" ? "mql_D" : "mql_C";
    return { out: `${call}("${ts.text(k + 1).slice(1, -1)}")`, next: k + 2 };
  }
  const library = ts.text(k + 1) === "::" ? u.libraries.get(s.toLowerCase()) : undefined;
  if (library) return { out: library, next: k + 1 };
  const typed = typeInExpression(u, k, j);
  if (typed) return typed;
  const next = k + 1;
  const after = ts.text(next);
  if (u.fn && ts.text(k - 1) !== "." && ts.text(k - 1) !== "::") u.uses.push({ name: s, at: k, fn: u.fn });
  if (s === "this") return { out: thisObject(u, k), next };
  if (s === "__FUNCTION__") return { out: "mql_function(__PRETTY_FUNCTION__)", next };
  if (s === "__FUNCSIG__") return { out: "mql_signature(__PRETTY_FUNCTION__)", next };
  if (s === "mql_file_" || s === "mql_path_") return { out: fileLiteral(ts.where(k).file, s === "mql_file_"), next };
  if (s === "dynamic_cast" && after === "<") return { out: "mql_dyncast", next };
  if (s === "typename" && after === "(") return { out: "mql_typename", next };
  if (s === "delete") return { out: "mql_delete", next };
  if (after === "(" && ts.text(k - 1) !== "." && ts.text(k - 1) !== "::" && (shadow === s || isShadowedMethod(u, s)))
    return { out: (u.fn?.cls ? "this->" : "ea::") + cppName(s), next };
  return { out: cppName(s), next };
}

/** What may stand in front of and behind a `this` that is the whole of an argument, a result or a value to assign. */
const OPENS_VALUE = new Set(["(", ",", "return", "=", "==", "!="]);
const CLOSES_VALUE = new Set([")", ",", ";"]);

/** `this` is the object, and converts to a pointer where one is wanted. Templates deduce from the object. */
function thisObject(u: Unit, k: number): string {
  const { ts } = u;
  if (ts.text(k + 1) === ".") return "this";
  const kind = u.symbols.classes.get(u.fn?.cls ?? "")?.kind;
  const isWhole = OPENS_VALUE.has(ts.text(k - 1)) && CLOSES_VALUE.has(ts.text(k + 1));
  const name = callee(u, k);
  const deduces = u.symbols.templateFunctions.has(name) || u.symbols.builtins.has(name);
  return kind === "class" && isWhole && !deduces ? "mql_this(this)" : "(*this)";
}

/** Name of the function whose argument list `k` is in, or the empty string. */
function callee(u: Unit, k: number): string {
  const { ts } = u;
  for (let i = k - 1; i >= 0; i--) {
    const s = ts.text(i);
    if (s === ")" || s === "]" || s === "}") i = ts.pair(i);
    else if (s === "(") return ts.isId(i - 1) ? ts.text(i - 1) : "";
    else if (s === ";" || s === "{") return "";
  }
  return "";
}

/** A call of a method whose name a parameter or local variable bears too: variables cannot be called, so MQL5 finds the method. */
function isShadowedMethod(u: Unit, name: string): boolean {
  if (!u.fn?.cls || !u.fn.names.has(name)) return false;
  for (let c = u.symbols.classes.get(u.fn.cls); c; c = c.base ? u.symbols.classes.get(c.base.name) : undefined)
    if (c.members.some((m) => m.isFunction && m.name === name)) return true;
  return false;
}

/** `__FILE__` is the file's name, `__PATH__` its whole path. */
function fileLiteral(file: string, nameOnly: boolean): string {
  return `u${JSON.stringify(nameOnly ? (file.split("/").pop() ?? file) : file)}_s`;
}

/** A class name in an expression: a cast, `new`, or template arguments. `Class *` is never a multiplication. */
function typeInExpression(u: Unit, k: number, j: number): { out: string; next: number } | null {
  const { ts } = u;
  const s = ts.text(k);
  const candidate =
    u.symbols.isObject(s) ||
    (s === "const" && u.symbols.isObject(ts.text(k + 1))) ||
    (s === "void" && ts.text(k + 1) === "*");
  if (!candidate) return null;
  const type = parseType(u, k);
  if (!type || type.next <= k) return null;
  if (ts.text(type.next) === "*" && type.next < j && ts.text(type.next + 1) !== "*")
    return { out: `MqlPtr_<${type.text}>${ts.breaks(k + 1, type.next + 1)}`, next: type.next + 1 };
  if (ts.text(type.next - 1) === ">") return { out: type.text + ts.breaks(k + 1, type.next), next: type.next };
  return null;
}

/** A declared name with its qualifiers, without spaces around `::`. */
export function rewriteName(u: Unit, i: number, j: number): string {
  return rewrite(u, i, j)
    .trim()
    .replace(/\s*::\s*/g, "::")
    .replace(/operator\s+/g, "operator");
}
