import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { readWindowsText } from "./windows-text.ts";

/** A MetaTrader 5 of this PC. */
export interface FoundTerminal {
  /** Where its `MQL5` folder lies. */
  readonly dataFolder: string;
  /** Where its programs lie. */
  readonly programFolder: string;
  /** Data beside the programs (`/portable`). */
  readonly portable: boolean;
  /** The folder's name, by which brokers tell theirs apart. */
  readonly name: string;
  /** Its MetaEditor; undefined: it cannot compile. */
  readonly editor: string | undefined;
}

export interface Places {
  /** `%APPDATA%`. */
  readonly roaming: string;
  /** Folders in which programs are installed, and those that the user named. */
  readonly programs: readonly string[];
  /** A path as `origin.txt` has it, as this system has it: itself on Windows. */
  readonly local: (windowsPath: string) => string;
}

/** Data folders are named by a hash of their program's path; `Common` and `Community` are none. */
const HASH = /^[0-9A-F]{32}$/i;
const TERMINAL = "terminal64.exe";
const EDITORS = ["MetaEditor64.exe", "metaeditor64.exe"];

/** Every terminal with a data folder; one whose programs are gone, or whose folder cannot be read, is left out. */
export function findTerminals({ roaming, programs, local }: Places): readonly FoundTerminal[] {
  const folder = join(roaming, "MetaQuotes", "Terminal");
  const installed = entries(folder)
    .filter((name) => HASH.test(name))
    .flatMap((name) => {
      const dataFolder = join(folder, name);
      const origin = originOf(dataFolder);
      return origin === undefined ? [] : terminalAt(dataFolder, local(origin), false);
    });
  const portable = programs
    .flatMap((place) => [place, ...entries(place).map((name) => join(place, name))])
    .filter((place) => isFolder(join(place, "MQL5")))
    .flatMap((place) => terminalAt(place, place, true));
  const found = new Map<string, FoundTerminal>();
  for (const terminal of [...installed, ...portable]) {
    const key = realpathSync(terminal.dataFolder).toLowerCase();
    if (!found.has(key)) found.set(key, terminal);
  }
  return [...found.values()];
}

function terminalAt(dataFolder: string, programFolder: string, portable: boolean): FoundTerminal[] {
  if (!existsSync(join(programFolder, TERMINAL)) || !isFolder(join(dataFolder, "MQL5"))) return [];
  const editor = EDITORS.map((name) => join(programFolder, name)).find((file) => existsSync(file));
  return [{ dataFolder, programFolder, portable, name: basename(programFolder), editor }];
}

/** Where the programs of a data folder lie: the first line of its `origin.txt`. */
function originOf(dataFolder: string): string | undefined {
  try {
    const [line = ""] = readWindowsText(readFileSync(join(dataFolder, "origin.txt"))).split(/\r?\n/);
    const path = line
      .replace(/^\uFEFF/, "")
      .trim()
      .replace(/[\\/]+$/, "");
    return path === "" ? undefined : path;
  } catch {
    return undefined;
  }
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
