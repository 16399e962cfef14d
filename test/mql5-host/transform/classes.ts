import { rewrite } from "./expressions.ts";
import type { BaseClass, ClassInfo } from "./symbols.ts";
import { parseType } from "./types.ts";
import type { Piece, Scope, Unit } from "./unit.ts";
import { cppName } from "./words.ts";

interface Head {
  readonly keyword: ClassInfo["kind"];
  readonly name: string;
  readonly pack: number;
  readonly next: number;
}

/** Rewrites a class, structure, union or interface. Structures are packed to 1 byte unless `pack(n)` says otherwise. */
export function classDeclaration(
  u: Unit,
  p: number,
  scope: Scope,
  templateParams: readonly string[] | null,
  before: string,
): Piece {
  const { ts } = u;
  const head = parseHead(u, p);
  const template = templateParams ? `template<${templateParams.map((n) => `typename ${n}`).join(", ")}> ` : "";
  const keyword = head.keyword === "interface" ? "class" : head.keyword;
  let k = head.next;
  if (ts.text(k) === ";") return { out: `${before}${template}${keyword} ${cppName(head.name)};`, next: k + 1 };
  const cls: ClassInfo = {
    name: head.name,
    kind: head.keyword,
    templateParams: templateParams ?? [],
    members: [],
    base: null,
  };
  if (head.name) u.symbols.classes.set(head.name, cls);
  let final = "";
  if (ts.text(k) === "final") {
    final = " final";
    k++;
  }
  const bases = parseBases(u, k, cls);
  k = bases.next;
  if (ts.text(k) !== "{") {
    u.reject(k, `'${ts.text(k)}' - '{' expected`);
    return { out: "", next: ts.find(p, ";") + 1 };
  }
  const e = ts.pair(k);
  const defaultAccess = head.keyword === "class" ? "private" : "public";
  const inTemplate = scope.keepBodies || (scope.kind === "class" && (scope.cls?.templateParams.length ?? 0) > 0);
  const body = u.body(u, k + 1, e, {
    kind: "class",
    cls,
    access: defaultAccess,
    isInterface: head.keyword === "interface",
    keepBodies: inTemplate,
    qualifier: scope.kind === "class" && scope.cls ? `${scope.qualifier}${cppName(scope.cls.name)}::` : "",
  });
  const arrows = head.name
    ? " public: auto operator->() { return this; } auto operator->() const { return this; } "
    : "";
  const end = ts.find(e, ";");
  if (end > e + 1 && u.isProgram && head.name !== "" && scope.kind === "class" && ts.text(e + 1) === "}")
    u.reject(e, "';' expected after a class");
  const declarator = rewrite(u, e + 1, end).trim();
  const packed = head.keyword === "struct" || head.keyword === "union";
  if (scope.kind === "global" && head.name && u.isProgram)
    u.forwards.push(`${template}${keyword} ${cppName(head.name)};`);
  const opening = `${template}${keyword} ${cppName(head.name)}${final}${bases.text}${ts.breaks(p + 1, k + 1)}`;
  const text = `${opening}{${arrows}${inheritedNames(u, cls)}${defaultAccess}: ${body}${ts.before(e)}}${declarator ? ` ${declarator}` : ""};`;
  const out = packed ? `_Pragma("pack(push,${head.pack})") ${text} _Pragma("pack(pop)")` : text;
  return { out: before + out, next: end + 1 };
}

function parseHead(u: Unit, p: number): Head {
  const { ts } = u;
  let k = p + 1;
  let pack = 1;
  let name = "";
  const readPack = (): void => {
    if (ts.text(k) !== "pack" || ts.text(k + 1) !== "(") return;
    pack = ts.text(k + 2) === "sizeof" ? 8 : Number.parseInt(ts.text(k + 2), 10) || 1;
    k = ts.pair(k + 1) + 1;
  };
  readPack();
  if (ts.isId(k)) {
    name = ts.text(k);
    k++;
  }
  readPack();
  return { keyword: ts.text(p) as ClassInfo["kind"], name, pack, next: k };
}

function parseBases(u: Unit, from: number, cls: ClassInfo): { text: string; next: number } {
  const { ts } = u;
  if (ts.text(from) !== ":") {
    const isObject = cls.kind === "class" || cls.kind === "interface";
    return { text: isObject ? " : public MqlObject" : "", next: from };
  }
  let k = from + 1;
  let access = "";
  if (["public", "private", "protected"].includes(ts.text(k))) access = `${ts.text(k++)} `;
  const type = parseType(u, k);
  if (!type) {
    u.reject(k, `'${ts.text(k)}' - base class expected`);
    return { text: "", next: ts.find(k, "{") };
  }
  if (ts.text(type.next) === ",") {
    u.reject(type.next, "a class has one base class only");
    return { text: "", next: ts.find(k, "{") };
  }
  if (!u.symbols.isType(type.base) && !cls.templateParams.includes(type.base))
    u.reject(k, `'${type.base}' - undeclared base class`);
  const params = cls.templateParams;
  const baseKind = u.symbols.classes.get(type.base)?.kind;
  const isStruct = cls.kind === "struct" || cls.kind === "union";
  if (baseKind && isStruct !== (baseKind === "struct" || baseKind === "union"))
    u.reject(k, `'${type.base}' - structures and classes cannot inherit from each other`);
  const dependent =
    params.includes(type.base) ||
    (type.text.includes("<") && params.some((n) => new RegExp(`\\b${n}\\b`).test(type.text)));
  cls.base = { name: type.base, text: type.text, dependent };
  return { text: ` : ${access}${type.text}`, next: type.next };
}

/** C++ does not look into a base that depends on template parameters; MQL5 does. */
function inheritedNames(u: Unit, cls: ClassInfo): string {
  if (!cls.base?.dependent) return "";
  const own = new Set(cls.members.filter((m) => !m.isFunction).map((m) => m.name));
  const ownFunctions = new Set(cls.members.filter((m) => m.isFunction).map((m) => m.name));
  const done = new Set<string>();
  let out = "";
  let base: BaseClass | null = cls.base;
  while (base) {
    const info: ClassInfo | undefined = u.symbols.classes.get(base.name);
    for (const m of info?.members ?? []) {
      if (m.access === "private" || own.has(m.name) || (ownFunctions.has(m.name) && !m.isFunction)) continue;
      if (done.has(m.name) || m.name.startsWith("operator")) continue;
      done.add(m.name);
      out += ` ${m.access}: using ${cls.base.text}::${m.name};`;
    }
    base = info?.base ?? null;
  }
  return out;
}
