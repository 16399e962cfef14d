import { rewrite } from "./expressions.ts";
import type { Piece, Scope, Unit } from "./unit.ts";
import { cppName } from "./words.ts";

/** Rewrites an enumeration: always 4 bytes, known from the top of the unit on, with the names that EnumToString needs. */
export function enumDeclaration(u: Unit, p: number, scope: Scope, before: string): Piece {
  const { ts } = u;
  const named = ts.isId(p + 1);
  const name = named ? ts.text(p + 1) : "";
  const open = named ? p + 2 : p + 1;
  if (ts.text(open) !== "{") {
    u.reject(open, "'{' - expected in an enumeration");
    return { out: "", next: ts.find(p, ";") + 1 };
  }
  const e = ts.pair(open);
  const names: string[] = [];
  for (const [a, b] of ts.splitTop(open + 1, e)) {
    if (a >= b) continue;
    names.push(ts.text(a));
    u.symbols.enumerators.add(ts.text(a));
  }
  if (name) {
    u.symbols.enums.add(name);
    if (scope.kind === "class") scope.cls?.members.push({ name, access: scope.access, isFunction: false });
  }
  const next = ts.text(e + 1) === ";" ? e + 2 : e + 1;
  const body = `enum ${cppName(name)} : int {${rewrite(u, open + 1, e).replace(/\n#line[^\n]*\n/g, "\n")}};`;
  const table = name ? namesTable(name, names, scope) : "";
  if (scope.kind === "global" && u.isProgram) {
    u.hoistedEnums.push(body.replace(/\n+/g, " ") + table);
    return { out: before + ts.breaks(p + 1, next), next };
  }
  return { out: before + body + table, next };
}

function namesTable(name: string, names: readonly string[], scope: Scope): string {
  if (scope.kind === "block") return "";
  const rows = names.map((x) => `{(long)${cppName(x)},u"${x}"}`).join(",");
  const linkage = scope.kind === "class" ? "friend" : "inline";
  return ` ${linkage} const EnumItem* mql_enum_items(${cppName(name)},int &n) { static const EnumItem t[]={${rows}}; n=${names.length}; return t; }`;
}
