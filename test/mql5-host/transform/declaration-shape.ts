import { parseType } from "./types.ts";
import type { Scope, Unit } from "./unit.ts";
import { STATEMENT_WORDS } from "./words.ts";

const MODIFIERS = new Set(["const", "static", "input", "sinput", "extern", "virtual"]);

/** Whether the tokens at `p` declare something, rather than being an expression. */
export function looksLikeDeclaration(u: Unit, p: number, scope: Scope): boolean {
  const { ts } = u;
  const s = ts.text(p);
  if (!ts.isId(p) || STATEMENT_WORDS.has(s)) return false;
  if (MODIFIERS.has(s)) return true;
  const type = parseType(u, p);
  if (!type) return false;
  const next = ts.text(type.next);
  if (ts.isId(type.next)) return next === "operator" || !STATEMENT_WORDS.has(next);
  if (next !== "*" && next !== "&") return false;
  let q = type.next;
  while (ts.text(q) === "*" || ts.text(q) === "&") q++;
  if (!ts.isId(q)) return false;
  return u.symbols.isType(type.base) || scope.kind !== "block";
}
