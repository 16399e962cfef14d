import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { z } from "zod";
import { FairleadError } from "#shared/contract/errors.ts";
import { sha256 } from "./library-check.ts";

const Installed = z.object({
  version: z.string().max(40),
  files: z.array(z.object({ path: z.string().max(300), sha256: z.string().length(64) })).max(2_000),
});
export type Installed = z.infer<typeof Installed>;

/** The record of what was put into a terminal, beside what it is about. */
const RECORD = "Include/Fairlead/installed.json";
const SAFE = /^(Experts|Services|Include|Presets|Libraries)\/[\w .-]+(\/[\w .-]+)*$/;

/** What was installed; undefined: nothing, or by hand. A record that names anything outside is not believed. */
export function readInstalled(dataFolder: string): Installed | undefined {
  try {
    const parsed = Installed.safeParse(JSON.parse(readFileSync(inside(dataFolder, RECORD), "utf8")));
    return parsed.success && parsed.data.files.every(({ path }) => isSafe(path)) ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down what was put into a terminal. @throws FairleadError INSTALL_PLACE_REFUSED; Error of the file system. */
export function writeInstalled(dataFolder: string, installed: Installed): void {
  put(dataFolder, RECORD, Buffer.from(`${JSON.stringify(installed, null, 1)}\n`));
}

export const forgetInstalled = (dataFolder: string): void => rmSync(inside(dataFolder, RECORD), { force: true });

/** Names only below the folders that Fairlead puts things into: no parent, no drive, no root. */
export const isSafe = (path: string): boolean => SAFE.test(path) && !path.split("/").some((part) => /^\.+$/.test(part));

/**
 * The place of a file of ours in a terminal.
 * @throws FairleadError INSTALL_PLACE_REFUSED for one that lies elsewhere, also by a link
 */
export function inside(dataFolder: string, path: string): string {
  const root = join(dataFolder, "MQL5");
  const place = join(root, ...path.split("/"));
  if (!isSafe(path) || !isWithin(root, place)) throw new FairleadError("INSTALL_PLACE_REFUSED", undefined, { path });
  return place;
}

function isWithin(root: string, place: string): boolean {
  const real = realpathSync(root);
  let there = dirname(place);
  while (!existsSync(there)) there = dirname(there);
  const found = realpathSync(there);
  return found === real || found.startsWith(real + sep);
}

/** Puts a file in its place whole: a terminal that reads it meanwhile reads the old one or the new one. */
export function put(dataFolder: string, path: string, bytes: Uint8Array): void {
  const place = inside(dataFolder, path);
  mkdirSync(dirname(place), { recursive: true });
  const fresh = `${place}.fairlead-new`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, place);
}

/** A file's checksum as it is now; undefined: it is not there. */
export function sumOf(dataFolder: string, path: string): string | undefined {
  try {
    return sha256(readFileSync(inside(dataFolder, path)));
  } catch (fault) {
    if (fault instanceof FairleadError) throw fault;
    return undefined;
  }
}
