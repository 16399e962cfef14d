import type { TokenStream } from "./token-stream.ts";

/** Element types whose arrays may stand for each other as arguments. */
const FAMILIES: readonly (readonly string[])[] = [
  ["char", "uchar", "bool"],
  ["short", "ushort"],
  ["int", "uint"],
  ["long", "ulong", "datetime"],
];
const familyOf = (element: string): number => FAMILIES.findIndex((f) => f.includes(element));

interface ArrayParam {
  readonly at: number;
  readonly element: string;
}

/**
 * Positions of the element types of array parameters by which overloads differ within a family: `f(char &a[])` beside `f(uchar &a[])`.
 * Such a parameter takes arrays of its own type only; everywhere else one of the family takes the others too.
 */
export function exactArrays(ts: TokenStream): Set<number> {
  const groups = new Map<string, ArrayParam[]>();
  const classes: { name: string; end: number }[] = [];
  for (let i = 0; i < ts.end; i++) {
    while ((classes.at(-1)?.end ?? ts.end) < i) classes.pop();
    if (["class", "struct", "interface"].includes(ts.text(i)) && ts.isId(i + 1)) {
      const open = ts.find(i + 1, "{");
      if (open < ts.find(i + 1, ";")) classes.push({ name: ts.text(i + 1), end: ts.pair(open) });
    }
    if (!ts.isId(i) || ts.text(i + 1) !== "(") continue;
    const owner = ts.text(i - 1) === "::" ? ts.text(i - 2) : (classes.at(-1)?.name ?? "");
    const params = ts.splitTop(i + 2, ts.pair(i + 1));
    for (const [index, [from]] of params.entries()) {
      const param = arrayParam(ts, from);
      if (!param) continue;
      const key = [owner, ts.text(i), params.length, index, familyOf(param.element)].join(" ");
      groups.set(key, [...(groups.get(key) ?? []), param]);
    }
  }
  const overloaded = [...groups.values()].filter((g) => new Set(g.map((p) => p.element)).size > 1);
  return new Set(overloaded.flat().map((p) => p.at));
}

/** `[const] T & [name] [` with a T of some family. */
function arrayParam(ts: TokenStream, from: number): ArrayParam | null {
  const at = ts.text(from) === "const" ? from + 1 : from;
  if (familyOf(ts.text(at)) < 0 || ts.text(at + 1) !== "&") return null;
  const bracket = ts.isId(at + 2) ? at + 3 : at + 2;
  return ts.text(bracket) === "[" ? { at, element: ts.text(at) } : null;
}
