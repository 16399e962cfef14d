import type { Finding } from "../transform/unit.ts";
import { checkMql } from "./compile.ts";
import { missingName } from "./diagnostics.ts";

/**
 * What trying a source says of the host: it `compiles`; the host or the folder `lacks` names that it needs; MetaEditor would `refuse` it
 * by a rule of its own (the host's lint says so in words of MetaEditor's); or it `fails` for a reason that is the host's fault.
 */
interface SourceVerdict {
  readonly verdict: "compiles" | "lacks" | "refused" | "fails";
  /** Names that neither the source, its includes nor the host declare. */
  readonly lacking?: readonly string[];
  /** The first findings that no missing name explains. */
  readonly findings?: readonly string[];
}

const SHOWN = 3;

/** Tries one source. A header is looked over alone; a program is linked too. */
export async function verdictOn(source: string, includeDirs: readonly string[]): Promise<SourceVerdict> {
  const found = await checkMql({ source, includeDirs, link: !/\.(?:mqh|h)$/i.test(source) });
  if (found.length === 0) return { verdict: "compiles" };
  const lacking = [...new Set(found.flatMap((f) => missingName(f.message)))];
  const others = found.filter((f) => missingName(f.message).length === 0);
  if (lacking.length > 0) return { verdict: "lacks", lacking, ...shown(others) };
  return { verdict: found.every((f) => f.rule) ? "refused" : "fails", ...shown(others) };
}

const shown = (findings: readonly Finding[]): { findings?: readonly string[] } =>
  findings.length === 0 ? {} : { findings: findings.slice(0, SHOWN).map((f) => `${f.file}:${f.line}: ${f.message}`) };
