import type { TokenStream } from "./token-stream.ts";
import type { Unit } from "./unit.ts";
import { BASIC_TYPES, STATEMENT_WORDS } from "./words.ts";

const OPERATOR_LIKE = new Set(["defined", "typename", "dynamic_cast", "pack", "offsetof", "sizeof", "void"]);
const OPERATORS = new Set(
  "+ - * / % << >> == != < > <= >= = += -= *= /= %= &= |= ^= <<= >>= && || & | ^ ! ~ ++ -- [".split(" "),
);
/** Words of g++ that no MQL5 program may use. */
const GNU_WORDS = new Set(
  "__int128 __typeof __typeof__ __extension__ __asm __asm__ __restrict __restrict__ __thread __alignof__ __real__ __imag__ __label__ __signed__ __volatile__ __complex__ _Complex _Bool _Atomic _Static_assert".split(
    " ",
  ),
);
/** MQL5 documents at most 63 characters for a name. */
const LONGEST_NAME = 63;
const CLASS_WORDS = new Set(["class", "struct", "enum", "union", "interface", "const", "override", "final"]);
const AFTER_PARAMS = new Set(["const", "override", "final", "export"]);

/** Finds C++ that g++ would accept and MetaEditor would not, as far as single tokens show it. */
export function lintTokens(u: Unit): void {
  const { ts } = u;
  if (ts.unbalanced >= 0) u.reject(ts.unbalanced, `'${ts.text(ts.unbalanced)}' - unbalanced parentheses`);
  const declared = declaredFunctions(ts);
  for (let i = 0; i < ts.end; i++) {
    const s = ts.text(i);
    if (ts.kind(i) === "punct") lintPunctuation(u, i, s);
    if (ts.kind(i) === "chr") lintCharacter(u, i, s);
    if (!ts.isId(i)) continue;
    if (GNU_WORDS.has(s)) u.reject(i, `'${s}' - undeclared identifier`);
    if (s.length > LONGEST_NAME) u.reject(i, `'${s}' - identifier is longer than ${LONGEST_NAME} characters`);
    if (s === "operator" && !OPERATORS.has(ts.text(i + 1)))
      u.reject(i, `'operator${ts.text(i + 1)}' - cannot be overloaded`);
    if (s === "new") lintNew(u, i);
    if (s === "sizeof" && BASIC_TYPES.has(ts.text(i + 2)) && ts.text(i + 3) === "*")
      u.reject(i + 3, `'${ts.text(i + 2)}' - class type expected, pointers point to class objects only`);
    if (
      ["if", "while", "switch"].includes(s) &&
      ts.text(i + 1) === "(" &&
      u.symbols.isType(ts.text(i + 2)) &&
      ts.isId(i + 3)
    )
      u.reject(i, `'${ts.text(i + 3)}' - a condition cannot declare a variable`);
    if (s === "std" && ts.text(i + 1) === "::") u.reject(i, "'std' - undeclared identifier");
    const called = ts.text(i + 1) === "(" && ts.text(i - 1) !== "." && ts.text(i - 1) !== "::";
    if (called && !isKnown(u, s, declared)) u.reject(i, `'${s}' - undeclared function`);
  }
}

/** The functions of which a program must define at least one. */
const ENTRY_POINTS = [
  "OnStart",
  "OnInit",
  "OnDeinit",
  "OnTick",
  "OnTimer",
  "OnTrade",
  "OnTradeTransaction",
  "OnBookEvent",
  "OnChartEvent",
  "OnCalculate",
  "OnTester",
];

export function lintEntryPoint(u: Unit, properties: ReadonlyMap<string, string>): void {
  if (!properties.has("library") && !ENTRY_POINTS.some((n) => u.functions.has(n)))
    u.reject(0, "event handling function not found");
}

/** MQL5 resolves functions late, but variables in order: a global is unknown above its declaration. */
export function lintOrder(u: Unit): void {
  for (const use of u.uses) {
    const declared = u.globals.get(use.name);
    if (declared === undefined || declared < use.at || use.fn.names.has(use.name)) continue;
    if (use.fn.owner !== null && hasMember(u, use.fn.owner, use.name)) continue;
    if (u.symbols.enumerators.has(use.name) || u.symbols.isType(use.name) || u.functions.has(use.name)) continue;
    u.reject(
      use.at,
      `'${use.name}' - undeclared identifier (its declaration, line ${u.ts.where(declared).line}, comes later)`,
    );
  }
}

function hasMember(u: Unit, cls: string, name: string): boolean {
  for (let c = u.symbols.classes.get(cls); c; c = c.base ? u.symbols.classes.get(c.base.name) : undefined)
    if (c.members.some((m) => m.name === name)) return true;
  return [...u.symbols.classes.values()].some(
    (c) => c.name !== cls && c.members.some((m) => m.name === cls) && hasMember(u, c.name, name),
  );
}

function isKnown(u: Unit, s: string, declared: ReadonlySet<string>): boolean {
  return (
    u.symbols.builtins.has(s) ||
    u.symbols.isType(s) ||
    declared.has(s) ||
    STATEMENT_WORDS.has(s) ||
    OPERATOR_LIKE.has(s)
  );
}

/** One character or escape; D'', C'' and B'' literals hold more. */
function lintCharacter(u: Unit, i: number, s: string): void {
  if (u.ts.isId(i - 1) && /^[DdCcBb]$/.test(u.ts.text(i - 1)) && u.ts.before(i) === "") return;
  if (!/^'(?:[^\\]|\\(?:x[0-9a-fA-F]{1,4}|[0-7]{1,3}|.))'$/su.test(s)) u.reject(i, `${s} - one character expected`);
}

/** `new` makes class objects only. */
function lintNew(u: Unit, i: number): void {
  const name = u.ts.text(i + 1);
  const kind = u.symbols.classes.get(name)?.kind;
  if (kind === "struct" || kind === "union" || (u.symbols.isType(name) && !u.symbols.isObject(name)))
    u.reject(i, `'${name}' - class type expected after 'new'`);
  if (u.ts.text(i + 2) === "[") u.reject(i + 2, "'[' - objects are made one at a time");
}

function lintPunctuation(u: Unit, i: number, s: string): void {
  const { ts } = u;
  if (s === "->") u.reject(i, "'->' - MQL5 uses '.' for pointers too");
  if (s === "[" && ["=", "(", ",", "return"].includes(ts.text(i - 1)) && ["(", "{"].includes(ts.text(ts.pair(i) + 1)))
    u.reject(i, "MQL5 has no lambda expressions");
  if (s === "{" && isBraceInitialisation(ts, i)) u.reject(i, "brace initialisation needs '='");
  if (s === "." && ts.text(i + 1) === "." && ts.before(i + 1) === "") u.reject(i, "'..' - unexpected token");
  if (s === "?" && ts.text(i + 1) === ":") u.reject(i, "'?' - a value is expected in front of ':'");
  if (s === "(" && ts.text(i + 1) === "{") u.reject(i, "'{' - expression expected");
  if (s === ":" && isLabel(ts, i)) u.reject(i, `'${ts.text(i - 1)}' - MQL5 has no labels`);
  if (s === "`" || s === "@" || s === "'") u.reject(i, `'${s}' - unexpected character`);
}

/** A name and a colon where a statement begins; `public:` and `default:` are no names. */
const isLabel = (ts: TokenStream, i: number): boolean =>
  ts.isId(i - 1) && !STATEMENT_WORDS.has(ts.text(i - 1)) && [";", "{", "}"].includes(ts.text(i - 2));

function isBraceInitialisation(ts: TokenStream, i: number): boolean {
  const name = ts.text(i - 1);
  const type = ts.text(i - 2);
  if (!ts.isId(i - 1) || !ts.isId(i - 2) || ts.text(ts.pair(i) + 1) !== ";") return false;
  if (STATEMENT_WORDS.has(name) || AFTER_PARAMS.has(name) || CLASS_WORDS.has(type)) return false;
  return ts.text(i - 3) !== ":" && type !== "public" && type !== "private" && type !== "protected";
}

/** Names in a position where something is declared: enough to tell a call of an unknown function. */
function declaredFunctions(ts: TokenStream): Set<string> {
  const declared = new Set<string>();
  for (let i = 0; i < ts.end; i++) {
    if (!ts.isId(i)) continue;
    const previous = ts.text(i - 1);
    const afterWord = ts.isId(i - 1) && !STATEMENT_WORDS.has(previous);
    if (afterWord || ["*", "&", ",", ">", "~", "::"].includes(previous)) declared.add(ts.text(i));
  }
  return declared;
}
