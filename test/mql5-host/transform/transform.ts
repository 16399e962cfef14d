import path from "node:path";
import { emitPlatform, emitProgram } from "./emit.ts";
import { lex } from "./lexer.ts";
import { lintEntryPoint, lintOrder, lintTokens } from "./lint.ts";
import { type Preprocessed, preprocess } from "./preprocess.ts";
import { items } from "./statements.ts";
import type { PreludeSymbols } from "./symbols.ts";
import { type Finding, type Scope, Unit, type UnitRole } from "./unit.ts";

const GLOBAL: Scope = {
  kind: "global",
  cls: null,
  isInterface: false,
  keepBodies: false,
  qualifier: "",
  access: "public",
};

export interface TransformedProgram {
  readonly cpp: string;
  /** Reasons why MetaEditor would refuse the program; empty when none is known. */
  readonly findings: readonly Finding[];
  readonly files: readonly string[];
  readonly properties: ReadonlyMap<string, string>;
  readonly kind: ProgramKind;
}

export type ProgramKind = "expert" | "script" | "service" | "indicator";

/** Translates an MQL5 program to one C++ translation unit. */
export async function transformProgram(
  source: string,
  includeDirs: readonly string[],
  platform: PreludeSymbols,
  kind?: ProgramKind,
): Promise<TransformedProgram> {
  const pp = await preprocess(source, includeDirs);
  const { unit, body } = translate(pp, "program", platform);
  const actual = kind ?? programKind(pp, unit);
  const name = path.basename(source).replace(/\.mq\d$/i, "");
  const cpp = emitProgram(unit, body, { name, isService: actual === "service" });
  const findings = [...pp.findings, ...unit.findings];
  return { cpp, findings: unique(findings), files: pp.files, properties: pp.properties, kind: actual };
}

/** Translates declarations of the platform itself. */
export async function transformPlatform(
  source: string,
  role: "platform" | "missing",
  known: PreludeSymbols | null,
  includeDirs: readonly string[],
): Promise<{ hpp: string; symbols: PreludeSymbols }> {
  const pp = await preprocess(source, includeDirs);
  if (pp.findings[0]) throw new Error(`${pp.findings[0].file}:${pp.findings[0].line}: ${pp.findings[0].message}`);
  const { unit, body } = translate(pp, role, known);
  return { hpp: emitPlatform(body), symbols: symbolsOf(unit) };
}

function translate(pp: Preprocessed, role: UnitRole, known: PreludeSymbols | null): { unit: Unit; body: string } {
  const unit = new Unit(lex(pp.text), role);
  unit.body = items;
  if (known) unit.symbols.load(known);
  unit.symbols.prescan(unit.ts);
  if (unit.isProgram) lintTokens(unit);
  const body = items(unit, 0, unit.ts.end, { ...GLOBAL });
  if (unit.isProgram) {
    lintOrder(unit);
    // A header on its own is looked over, not run.
    if (!/\.(?:mqh|h)$/i.test(pp.files[0] ?? "")) lintEntryPoint(unit, pp.properties);
  }
  return { unit, body };
}

function symbolsOf(u: Unit): PreludeSymbols {
  return {
    classes: [...u.symbols.classes.values()],
    enums: [...u.symbols.enums],
    enumerators: [...u.symbols.enumerators],
    functions: [...new Set([...u.symbols.builtins, ...u.functions.keys()])],
    constants: [...u.constants],
  };
}

/** As MetaEditor decides it: by the handlers present and `#property service`. */
function programKind(pp: Preprocessed, u: Unit): ProgramKind {
  if (u.functions.has("OnCalculate")) return "indicator";
  if (!u.functions.has("OnStart")) return "expert";
  return pp.properties.has("service") ? "service" : "script";
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = `${f.file}:${f.line}:${f.message}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
