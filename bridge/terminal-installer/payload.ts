import { readdirSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import { libraryProblem, sha256 } from "./library-check.ts";

/** One file that is put into a terminal. */
export interface PayloadFile {
  /** Where, inside the terminal's `MQL5` folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export interface Payload {
  readonly version: string;
  readonly files: readonly PayloadFile[];
  /** The programs among them, to be compiled. */
  readonly programs: readonly string[];
}

/** The library's name bears its version: one that MetaTrader has loaded cannot be overwritten, only stood beside. */
const LIBRARY = /^fairlead-libzmq-\d+\.\d+\.\d+\.dll$/;

interface PayloadPlaces {
  /** The folder `mql5` of this installation. */
  readonly sources: string;
  /** The folder with the library and its `.sha256`. */
  readonly libraries: string;
  readonly version: string;
}

/**
 * Reads everything that is to be installed, before anything is written.
 * @throws FairleadError INSTALL_LIBRARY_MISSING, INSTALL_LIBRARY_REFUSED
 */
export function readPayload({ sources, libraries, version }: PayloadPlaces): Payload {
  const wanted = /^(Experts|Services|Include|Presets)\/Fairlead[/.].*\.(mq5|mqh|set)$/;
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => wanted.test(path))
    .toSorted()
    .map((path) => payloadFile(path, readFileSync(join(sources, path))));
  const library = libraryFile(libraries);
  return {
    version,
    files: [...files, library],
    programs: files.map(({ path }) => path).filter((path) => path.endsWith(".mq5")),
  };
}

const payloadFile = (path: string, bytes: Uint8Array): PayloadFile => ({ path, bytes, sha256: sha256(bytes) });

function libraryFile(folder: string): PayloadFile {
  const names = namesIn(folder).filter((name) => LIBRARY.test(name));
  const name = names.toSorted((one, other) => other.localeCompare(one, "en", { numeric: true }))[0];
  if (name === undefined) throw new FairleadError("INSTALL_LIBRARY_MISSING");
  const bytes = readFileSync(join(folder, name));
  const expected = /^[0-9a-f]{64}/i.exec(readOr(join(folder, `${name}.sha256`)))?.[0] ?? "";
  const problem = libraryProblem(bytes, expected);
  if (problem !== undefined)
    throw new FairleadError("INSTALL_LIBRARY_REFUSED", undefined, { file: basename(name), problem });
  return payloadFile(`Libraries/${name}`, bytes);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
