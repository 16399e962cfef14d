import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import type { FoundTerminal } from "./find-terminals.ts";
import { forgetInstalled, inside, put, readInstalled, sumOf, writeInstalled } from "./installed.ts";
import { type CompileResult, compile, compiledOf, type RunProgram } from "./metaeditor.ts";
import type { Payload } from "./payload.ts";
import { startConfig } from "./start-config.ts";
import { windowsText } from "./windows-text.ts";

type Place = Pick<FoundTerminal, "dataFolder" | "editor">;

export interface InstallResult {
  readonly version: string;
  /** Files that were written; those that were there already are left alone. */
  readonly written: number;
  readonly programs: readonly { readonly path: string; readonly result: CompileResult }[];
  /** The ini that starts the terminal with the EA on a chart. */
  readonly startConfig: string;
}

const START = "Fairlead-start.ini";

/**
 * Puts Fairlead into a terminal, or repairs it: what is right is left alone, all else is written anew and compiled. The
 * record is written before the first file, so that what a crash leaves behind can be removed.
 * @throws FairleadError INSTALL_NO_EDITOR, INSTALL_PLACE_REFUSED, INSTALL_UNWRITABLE
 */
export async function install(
  { dataFolder, editor }: Place,
  payload: Payload,
  symbol: string,
  run: RunProgram,
): Promise<InstallResult> {
  if (editor === undefined) throw new FairleadError("INSTALL_NO_EDITOR");
  const ini = startConfig(symbol);
  let written = 0;
  try {
    const before = readInstalled(dataFolder);
    const own = payload.files.map(({ path, sha256 }) => ({ path, sha256 }));
    const old = before?.files.filter(({ path }) => !own.some((file) => file.path === path)) ?? [];
    writeInstalled(dataFolder, { version: payload.version, files: [...own, ...old] });
    for (const { path, bytes, sha256 } of payload.files) {
      if (sumOf(dataFolder, path) === sha256) continue;
      put(dataFolder, path, bytes);
      written += 1;
    }
    // Sources of an older version would be compiled along; its library may still be loaded, and goes the next time.
    const left = old.filter((file) => !removeOwn(dataFolder, file));
    writeInstalled(dataFolder, { version: payload.version, files: [...own, ...left] });
    writeFileSync(join(dataFolder, START), windowsText(ini));
  } catch (fault) {
    if (fault instanceof FairleadError) throw fault;
    throw new FairleadError("INSTALL_UNWRITABLE", undefined, {
      why: fault instanceof Error ? fault.message : String(fault),
    });
  }
  const programs: { path: string; result: CompileResult }[] = [];
  for (const path of payload.programs)
    programs.push({ path, result: await compile(editor, inside(dataFolder, path), run) });
  return { version: payload.version, written, programs, startConfig: join(dataFolder, START) };
}

export interface InstallState {
  /** Undefined: Fairlead was not installed here. */
  readonly version: string | undefined;
  /** Files that are missing, and that are not as they were put there. */
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Programs that are not compiled. */
  readonly uncompiled: readonly string[];
}

/** Looks whether everything is there as it was put there. */
export function verify(dataFolder: string): InstallState {
  const installed = readInstalled(dataFolder);
  const files = installed?.files ?? [];
  const now = files.map(({ path, sha256 }) => ({ path, sha256, sum: sumOf(dataFolder, path) }));
  const programs = files.filter(({ path }) => path.endsWith(".mq5"));
  return {
    version: installed?.version,
    missing: now.filter(({ sum }) => sum === undefined).map(({ path }) => path),
    changed: now.filter(({ sum, sha256 }) => sum !== undefined && sum !== sha256).map(({ path }) => path),
    uncompiled: programs.map(({ path }) => path).filter((path) => !existsSync(compiledOf(inside(dataFolder, path)))),
  };
}

/**
 * Takes out what was put in. What its user has changed stays, as does what is in use; both are named. Journals and keys in
 * `MQL5/Files` are never touched: positions may still hang on them.
 */
export function remove(dataFolder: string): { readonly removed: number; readonly kept: readonly string[] } {
  const installed = readInstalled(dataFolder);
  if (installed === undefined) return { removed: 0, kept: [] };
  const kept = installed.files.filter((file) => !removeOwn(dataFolder, file));
  if (kept.length === 0) forgetInstalled(dataFolder);
  else writeInstalled(dataFolder, { ...installed, files: kept });
  rmSync(join(dataFolder, START), { force: true });
  return { removed: installed.files.length - kept.length, kept: kept.map(({ path }) => path) };
}

/** Removes a file that is as it was put there, and what was compiled from it. @returns whether it is gone */
function removeOwn(dataFolder: string, { path, sha256 }: { readonly path: string; readonly sha256: string }): boolean {
  const sum = sumOf(dataFolder, path);
  if (sum !== undefined && sum !== sha256) return false;
  const place = inside(dataFolder, path);
  try {
    rmSync(place, { force: true });
    if (path.endsWith(".mq5"))
      for (const made of [compiledOf(place), place.replace(/\.mq5$/, ".log")]) rmSync(made, { force: true });
    return true;
  } catch {
    // Windows does not delete a library that is loaded.
    return false;
  }
}
