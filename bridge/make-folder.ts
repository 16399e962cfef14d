import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, as `mkdir -p` does. Node's own `recursive` never returns where the parent is there
 * and cannot hold a folder (/proc): it takes the ENOENT for a parent that is missing, and begins again.
 * @throws the system's own error (ENOENT, EACCES, ENOTDIR, EROFS ...) for the first folder that cannot be made.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (fault) {
    // Another program was faster.
    if (!isFolder(folder)) throw fault;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
