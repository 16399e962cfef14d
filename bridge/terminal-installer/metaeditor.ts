import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { readWindowsText } from "./windows-text.ts";

export interface CompileError {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What MetaEditor's log says. */
export interface CompileLog {
  /** Undefined: the log does not end with a result, so nothing is known. */
  readonly errors: number | undefined;
  readonly warnings: number;
  readonly first: CompileError | undefined;
}

/** `C:\\...\\X.mq5(12,7) : error 256: undeclared identifier`; warnings alike. */
const LINE = /^(.*)\((\d+),\d+\)\s*:\s*error\s*\d*:?\s*(.*)$/i;
/** `Result: 0 errors, 1 warnings, 153 msec elapsed`; older ones `0 error(s), 1 warning(s)`. */
const RESULT = /(\d+)\s*error(?:s|\(s\))?\s*,\s*(\d+)\s*warning/i;

/** Reads a log of MetaEditor, in any language: its last line of results, and its first error. */
export function readCompileLog(text: string): CompileLog {
  const lines = text.split(/\r?\n/);
  const [, errors, warnings] = lines.map((line) => RESULT.exec(line)).findLast((match) => match !== null) ?? [];
  const found = lines.map((line) => LINE.exec(line.trim())).find((match) => match !== null);
  return {
    errors: errors === undefined ? undefined : Number(errors),
    warnings: Number(warnings ?? 0),
    first:
      found === undefined || found === null
        ? undefined
        : { file: found[1] ?? "", line: Number(found[2]), text: found[3] ?? "" },
  };
}

/** Runs a Windows program to its end. @param args as they stand in the command line, quotes and all */
export type RunProgram = (program: string, args: readonly string[]) => Promise<void>;

export type CompileResult =
  | { readonly ok: true; readonly warnings: number }
  | { readonly ok: false; readonly why: "errors" | "no log" | "no program"; readonly log: CompileLog | undefined };

/** Compiles a program beside its source. Only its log and the compiled file count: what an earlier run left is removed first. */
export async function compile(editor: string, source: string, run: RunProgram): Promise<CompileResult> {
  const log = source.replace(/\.mq5$/i, ".log");
  const compiled = compiledOf(source);
  rmSync(log, { force: true });
  const before = modified(compiled);
  // No path holds a quote: Windows forbids it.
  await run(editor, [`/compile:"${source}"`, `/log:"${log}"`]);
  if (!existsSync(log)) return { ok: false, why: "no log", log: undefined };
  const read = readCompileLog(readWindowsText(readFileSync(log)));
  if (read.errors === undefined) return { ok: false, why: "no log", log: read };
  if (read.errors > 0) return { ok: false, why: "errors", log: read };
  const after = modified(compiled);
  if (after === undefined || after === before) return { ok: false, why: "no program", log: read };
  return { ok: true, warnings: read.warnings };
}

export const compiledOf = (source: string): string => source.replace(/\.mq5$/i, ".ex5");

function modified(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
