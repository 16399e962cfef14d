import type { Unit } from "./unit.ts";
import { cppName, STATEMENT_WORDS } from "./words.ts";

export interface TypeRef {
  /** C++ spelling, `const ` in front when const. */
  readonly text: string;
  /** C++ spelling without `const`. */
  readonly bare: string;
  readonly next: number;
  readonly base: string;
  readonly isConst: boolean;
}

/** Reads a type at `i` (without `*`, `&` or `[]`); null when none can start there. */
export function parseType(u: Unit, i: number): TypeRef | null {
  const { ts } = u;
  let isConst = false;
  let k = i;
  while (ts.text(k) === "const" || (ts.text(k) === "typename" && ts.text(k + 1) !== "(")) {
    if (ts.text(k) === "const") isConst = true;
    k++;
  }
  if (["struct", "class", "enum"].includes(ts.text(k)) && ts.isId(k + 1)) k++;
  if (!ts.isId(k) || STATEMENT_WORDS.has(ts.text(k))) return null;
  let base = ts.text(k);
  let text = cppName(base);
  const isTemplate = (u.symbols.classes.get(base)?.templateParams.length ?? 0) > 0;
  k++;
  if (ts.text(k) === "<" && (isTemplate || !u.symbols.isType(base))) {
    const e = ts.closeAngle(k);
    if (e > 0) {
      text += `<${templateArguments(u, k + 1, e)}>`;
      k = e + 1;
    } else if (isTemplate) return null;
  }
  while (ts.text(k) === "::" && ts.isId(k + 1) && ts.isId(k + 2) && ts.text(k + 2) !== "operator") {
    base = ts.text(k + 1);
    text += `::${cppName(base)}`;
    k += 2;
  }
  while (ts.text(k) === "const") {
    isConst = true;
    k++;
  }
  if (base === "void" && ts.text(k) === "*") {
    text = "MqlObject";
    isConst = false;
  }
  return { text: (isConst ? "const " : "") + text, bare: text, next: k, base, isConst };
}

/** Arguments between `<` and `>`; MQL5 templates take types only. */
export function templateArguments(u: Unit, i: number, j: number): string {
  const { ts } = u;
  const out: string[] = [];
  for (const [a, b] of ts.splitTop(i, j)) {
    const type = parseType(u, a);
    let text = "";
    if (type && type.next <= b) {
      text = type.text;
      for (let n = type.next; n < b && ts.text(n) === "*"; n++) text = `MqlPtr_<${text}>`;
    } else for (let k = a; k < b; k++) text += ` ${cppName(ts.text(k))}`;
    out.push(text);
  }
  return out.join(", ");
}

/** C++ type of an array of `element`: no length is dynamic, a length is inline. */
export function arrayType(element: string, dims: readonly string[]): string {
  return dims.reduceRight((t, d) => (d.trim() === "" ? `MqlArr_<${t}>` : `MqlFix_<${t},(${d.trim()})>`), element);
}
