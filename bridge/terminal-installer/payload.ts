import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
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

/**
 * The library as the programs name it. Its name bears its version: one that MetaTrader has loaded cannot be overwritten,
 * only stood beside.
 */
const IMPORT = /^#import "(fairlead-libzmq-\d+\.\d+\.\d+\.dll)"/m;
const IMPORTER = "Include/Fairlead/Zmq.mqh";

interface PayloadPlaces {
  /** The folder `mql5` of this installation. */
  readonly sources: string;
  /** The folder with the library. */
  readonly libraries: string;
  /** The folder with its `.sha256`: of an installed app inside its sealed archive, where nobody changes it along. */
  readonly checksums: string;
  readonly version: string;
}

/**
 * Reads everything that is to be installed, before anything is written.
 * @throws FairleadError INSTALL_LIBRARY_MISSING, INSTALL_LIBRARY_REFUSED
 */
export function readPayload({ sources, libraries, checksums, version }: PayloadPlaces): Payload {
  const wanted = /^(Experts|Services|Include|Presets)\/Fairlead[/.].*\.(mq5|mqh|set)$/;
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => wanted.test(path))
    .toSorted()
    .map((path) => payloadFile(path, readFileSync(join(sources, path))));
  const name = IMPORT.exec(readOr(join(sources, IMPORTER)))?.[1];
  if (name === undefined || !existsSync(join(libraries, name))) throw new FairleadError("INSTALL_LIBRARY_MISSING");
  const library = libraryFile(name, readFileSync(join(libraries, name)), readOr(join(checksums, `${name}.sha256`)));
  return {
    version,
    files: [...files, library],
    programs: files.map(({ path }) => path).filter((path) => path.endsWith(".mq5")),
  };
}

const payloadFile = (path: string, bytes: Uint8Array): PayloadFile => ({ path, bytes, sha256: sha256(bytes) });

function libraryFile(name: string, bytes: Uint8Array, checksum: string): PayloadFile {
  const problem = libraryProblem(bytes, /^[0-9a-f]{64}/i.exec(checksum)?.[0] ?? "");
  if (problem !== undefined) throw new FairleadError("INSTALL_LIBRARY_REFUSED", undefined, { file: name, problem });
  return payloadFile(`Libraries/${name}`, bytes);
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
