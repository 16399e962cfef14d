import type { Finding } from "../transform/unit.ts";

/** Why a program does not compile: what MetaEditor would say, as far as the host can tell. */
export class MqlCompileError extends Error {
  readonly findings: readonly Finding[];
  /** Names that neither the program nor the host declares. */
  readonly missing: readonly string[];

  constructor(source: string, findings: readonly Finding[]) {
    super(
      `${source} does not compile:\n${findings
        .slice(0, 20)
        .map((f) => `${f.file}:${f.line}: ${f.message}`)
        .join("\n")}`,
    );
    this.name = "MqlCompileError";
    this.findings = findings;
    this.missing = [...new Set(findings.flatMap((f) => missingName(f.message)))];
  }
}

/** The name that a finding says nobody declares, if it says that. */
export function missingName(message: string): string[] {
  const m =
    /^'(\w+)' - undeclared/.exec(message) ??
    /'(\w+)' was not declared in this scope/.exec(message) ??
    /'(\w+)' does not name a type/.exec(message) ??
    /'(\w+)' has not been declared/.exec(message) ??
    /no member named '(\w+)'/.exec(message) ??
    /can't open "([^"]+)" include file/.exec(message);
  return m?.[1] === undefined ? [] : [m[1]];
}

const DIAGNOSTIC = /^(.+?):(\d+)(?::\d+)?: (?:fatal )?(error|warning): (.*)$/;
/** A number given to an enumeration is a warning in MetaEditor. */
const ENUM_CONVERSION = /invalid conversion from '[^'*]+' to 'mql::[^'*]+'/;

/** Reads g++'s output. Permissive diagnostics are errors in MQL5 too, but for numbers given to enumerations. */
export function readDiagnostics(stderr: string): Finding[] {
  const findings: Finding[] = [];
  for (const raw of stderr.split("\n")) {
    const m = DIAGNOSTIC.exec(raw.replace(/[‘’]/g, "'"));
    if (!m) continue;
    const message = m[4] ?? "";
    const permissive = message.endsWith("[-fpermissive]");
    if (m[3] === "warning" && !permissive) continue;
    if (permissive && ENUM_CONVERSION.test(message)) continue;
    findings.push({ file: m[1] ?? "", line: Number(m[2]), message: readable(message) });
  }
  return findings;
}

/** Reads the linker's output: what the program declares and never defines. */
export function readLinkErrors(stderr: string, source: string): Finding[] {
  const names = [...stderr.matchAll(/undefined reference to [`']([^']+)'/g)].map((m) => m[1] ?? "");
  return [...new Set(names)].map((name) => ({
    file: source,
    line: 0,
    message: `'${readable(name)}' is declared and used, but without a body`,
  }));
}

/** C++ spellings back to MQL5's. */
function readable(message: string): string {
  return message
    .replace(/ \[-f?\w[\w-]*(=[\w-]+)?\]$/, "")
    .replace(/mql::ea::|mql::/g, "")
    .replace(/MqlPtr_<(\w+)>/g, "$1*")
    .replace(/MqlArr_<(\w+)>|Mql(?:Ref|Exact)_<(?:const )?(\w+)>/g, (_m, a, b) => `${a ?? b}[]`);
}
