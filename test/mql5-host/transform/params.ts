import { rewrite } from "./expressions.ts";
import { arrayType, parseType } from "./types.ts";
import type { Unit } from "./unit.ts";
import { cppName } from "./words.ts";

export interface Param {
  /** C++ declaration without the default argument. */
  readonly text: string;
  /** The same without the name: two signatures are equal when these are. */
  readonly signature: string;
  readonly name: string;
  /** Default argument and its token range, both empty when there is none. */
  default: string;
  defaultRange: [number, number] | null;
  /** False when the type's name may not be known at the top of the unit. */
  readonly hoistable: boolean;
  readonly before: string;
  /** How a DLL sees the argument. */
  readonly cType: string;
  readonly cArg: string;
  /** Statement that copies a string buffer back after a DLL call. */
  readonly writeBack: string;
  /** Array of a template parameter: the array's own type is deduced instead. */
  readonly deduced: { readonly param: string; readonly element: string } | null;
}

/** Parameters between `(` and `)`; null when the tokens are not a parameter list (then they are constructor arguments). */
export function parseParams(u: Unit, i: number, j: number, templateParams: readonly string[] = []): Param[] | null {
  const { ts } = u;
  if (i >= j || (j - i === 1 && ts.text(i) === "void")) return [];
  const params: Param[] = [];
  for (const [a, b] of ts.splitTop(i, j)) {
    const p = parseParam(u, a, b, params.length + 1, templateParams);
    if (!p) return null;
    params.push(p);
  }
  return params;
}

function parseParam(u: Unit, a: number, b: number, index: number, templateParams: readonly string[]): Param | null {
  const { ts } = u;
  const type = parseType(u, a);
  if (!type || type.next > b) return null;
  let k = type.next;
  let element = type.bare;
  let isConst = type.isConst;
  let pointer = false;
  while (ts.text(k) === "*") {
    element = `MqlPtr_<${isConst ? "const " : ""}${element}>`;
    isConst = false;
    pointer = true;
    k++;
    if (ts.text(k) === "const") {
      isConst = true;
      k++;
    }
  }
  let ref = false;
  if (ts.text(k) === "&") {
    ref = true;
    k++;
  }
  let name = `p${index}_`;
  if (ts.isId(k) && k < b) {
    name = cppName(ts.text(k));
    k++;
  }
  const dims: string[] = [];
  while (ts.text(k) === "[" && k < b) {
    dims.push(rewrite(u, k + 1, ts.pair(k)));
    k = ts.pair(k) + 1;
  }
  let defaultRange: [number, number] | null = null;
  let defaultText = "";
  if (ts.text(k) === "=" && k < b) {
    defaultRange = [k + 1, b];
    const value = rewrite(u, k + 1, b);
    defaultText = !ref && !pointer && u.symbols.isScalar(type.base) ? ` mql_as<${element}>(${value})` : value;
    k = b;
  }
  if (k !== b) return null;
  checkPassing(u, a, type.base, { ref, pointer, array: dims.length > 0 });
  const exact = u.symbols.exactArrays.has(type.next - 1);
  const shape = paramShape(u, { element, exact, base: type.base, isConst, ref, dims, name, index, templateParams });
  const before = ts.breaks(a, a + 1) || (index > 1 ? " " : "");
  return {
    ...shape,
    signature: shape.text.replace(/\s*\b\w+$/, ""),
    name,
    default: defaultText,
    defaultRange,
    before,
    hoistable: u.symbols.isType(type.base) && !u.symbols.typedefs.has(type.base),
  };
}

function checkPassing(
  u: Unit,
  at: number,
  base: string,
  how: { ref: boolean; pointer: boolean; array: boolean },
): void {
  if (!how.ref && !how.pointer && !how.array && u.symbols.classes.has(base))
    u.reject(at, `'${base}' - objects are passed by reference only`);
  if (how.array && !how.ref) u.reject(at, "arrays are passed by reference only");
  if (how.pointer) checkPointee(u, at, base);
}

/** MQL5 has pointers to class objects only. */
export function checkPointee(u: Unit, at: number, base: string): void {
  const kind = u.symbols.classes.get(base)?.kind;
  const named = base === "void" || u.symbols.isTemplateParam(base) || kind === "class" || kind === "interface";
  if (!named && u.symbols.isType(base))
    u.reject(at, `'${base}' - class type expected, pointers point to class objects only`);
}

interface Shape {
  readonly element: string;
  /** An array of the family's other types is another overload's. */
  readonly exact: boolean;
  readonly base: string;
  readonly isConst: boolean;
  readonly ref: boolean;
  readonly dims: readonly string[];
  readonly name: string;
  readonly index: number;
  readonly templateParams: readonly string[];
}

type ShapeResult = Pick<Param, "text" | "cType" | "cArg" | "writeBack" | "deduced">;

function paramShape(u: Unit, s: Shape): ShapeResult {
  const c = s.isConst ? "const " : "";
  if (s.dims.length > 0) {
    const element = arrayType(s.element, s.dims.slice(1));
    const raw = { cType: `${c}void*`, cArg: `${s.name}.raw()`, writeBack: "" };
    if (s.dims.slice(1).some((d) => d.trim() === "")) return { ...raw, text: `AnyArray ${s.name}`, deduced: null };
    if (s.templateParams.includes(s.base)) {
      const param = `A${s.index}_`;
      return { ...raw, text: `${c}${param} &${s.name}`, deduced: { param, element: s.base } };
    }
    return { ...raw, text: `${s.exact ? "MqlExact_" : "MqlRef_"}<${c}${element}> ${s.name}`, deduced: null };
  }
  if (s.element === "string") return stringShape(u, s, c);
  if (s.ref)
    return {
      text: `${c}${s.element} &${s.name}`,
      cType: `${c}void*`,
      cArg: `(${c}void*)&${s.name}`,
      writeBack: "",
      deduced: null,
    };
  return { text: `${c}${s.element} ${s.name}`, cType: s.element, cArg: s.name, writeBack: "", deduced: null };
}

function stringShape(u: Unit, s: Shape, c: string): ShapeResult {
  const cArg = `mql_sbuf(const_cast<string&>((const string&)${s.name}))`;
  if (s.ref)
    return {
      text: `${c}string &${s.name}`,
      cType: "char16_t*",
      cArg,
      writeBack: s.isConst ? "" : `mql_swb(${s.name});`,
      deduced: null,
    };
  // The platform reads its string arguments without copying them; programs may change their own copy.
  const text = u.isProgram ? `${c}string ${s.name}` : `const string &${s.name}`;
  return { text, cType: "const char16_t*", cArg, writeBack: "", deduced: null };
}
