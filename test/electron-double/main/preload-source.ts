import { readFileSync } from "node:fs";
import { Script } from "node:vm";

/** A preload script, read and compiled once so that a broken one is reported rather than silently missing. */
export type PreloadSource = { readonly source: string } | { readonly error: Error };

export function readPreload(file: string): PreloadSource {
  try {
    const source = readFileSync(file, "utf8");
    // oxlint-disable-next-line no-new -- compiling is the check; the page runs its own copy.
    new Script(`(module, exports, require, process) => {${source}\n}`, { filename: file });
    return { source };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
