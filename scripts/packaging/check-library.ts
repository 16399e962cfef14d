import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { libraryProblem } from "#bridge/terminal-installer/library-check.ts";
import { type PeFile, readPeFile } from "./pe-file.ts";

/** Part of every Windows: a library may need these, and nothing that somebody would have to install. */
const SYSTEM: ReadonlySet<string> = new Set(
  ["kernel32", "ws2_32", "iphlpapi", "advapi32", "rpcrt4", "bcrypt", "mswsock", "user32", "ntdll"].map(
    (name) => `${name}.dll`,
  ),
);

const PROBLEMS = {
  checksum: "does not have the checksum that lies beside it",
  unversioned: "bears no version",
  unsafe: "is older than 4.3.3",
} as const;

/**
 * Judges the library that MQL5 programs load, as the library's workflow leaves it in `mql5/Libraries`: its checksum, its
 * version, that it needs nothing but Windows (libsodium and the C runtime are inside), offers each function that
 * `Zmq.mqh` names, and has its licences beside it.
 *
 * @param mql5 the folder `mql5` of a checkout or of a packed app
 * @param checksum what its `.sha256` holds, where it cannot be changed along with it; undefined: there is none
 * @returns what is wrong, a line each; empty when nothing is.
 */
export function checkLibrary(mql5: string, checksum: (name: string) => string | undefined): readonly string[] {
  const header = readFileSync(join(mql5, "Include/Fairlead/Zmq.mqh"), "utf8");
  const [, name = "", block = ""] = /^#import "([^"]+)"\r?\n([\s\S]*?)^#import\s*$/m.exec(header) ?? [];
  const wanted = [...block.matchAll(/\b(zmq_\w+)\(/g)].map(([, wanted]) => wanted ?? "");
  if (name === "" || wanted.length === 0) return ["Zmq.mqh imports no library."];
  const file = join(mql5, "Libraries", name);
  const sum = checksum(`${name}.sha256`);
  if (!existsSync(file) || sum === undefined) return [`The programs' library, or its checksum, is not along: ${name}`];
  const bytes = readFileSync(file);
  const problem = libraryProblem(bytes, sum.slice(0, 64));
  const licences = ["libzmq", "libsodium"].filter((part) => !hasLicence(join(mql5, "Libraries"), part));
  return [
    ...(problem === undefined ? [] : [`${name} ${PROBLEMS[problem]}.`]),
    ...faultsOfProgram(name, bytes, wanted),
    ...licences.map((part) => `The licence of ${part} is not along.`),
  ];
}

function faultsOfProgram(name: string, bytes: Uint8Array, wanted: readonly string[]): string[] {
  let read: PeFile;
  try {
    read = readPeFile(bytes);
  } catch (fault) {
    return [`${name} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}.`];
  }
  const offered = new Set(read.exports);
  return [
    ...(read.x64 ? [] : [`${name} is not for x64.`]),
    ...read.imports.filter((other) => !SYSTEM.has(other)).map((other) => `${name} needs ${other} to load.`),
    ...wanted.filter((call) => !offered.has(call)).map((call) => `${name} lacks ${call}.`),
  ];
}

const hasLicence = (folder: string, part: string): boolean =>
  readdirSync(folder).some((file) => file.startsWith(`${part}-`) && file.endsWith("-LICENSE.txt"));
