import { closeSync, copyFileSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Replaces a file as a whole: after a crash or power loss at any moment it holds the old text or the new one, never a
 * mixture and never nothing. The text before is kept beside it as `.backup`. On disk when the call returns.
 */
export function replaceFile(path: string, text: string, mode = 0o600): void {
  const draft = `${path}.new`;
  writeThrough(draft, text, mode);
  if (exists(path)) {
    const backupDraft = `${path}.backup.new`;
    copyFileSync(path, backupDraft);
    syncFile(backupDraft);
    renameSync(backupDraft, backupOf(path));
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

export const backupOf = (path: string): string => `${path}.backup`;

/** The file's text; undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

/** Moves a damaged file out of the way, for whoever wants to look at it. @returns its new path. */
export function setAside(path: string, utcMs: number): string {
  const stamp = new Date(utcMs).toISOString().replace(/[:.]/g, "-");
  const kept = `${path}.damaged-${stamp}`;
  renameSync(path, kept);
  return kept;
}

function writeThrough(path: string, text: string, mode: number): void {
  const file = openSync(path, "w", mode);
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename durable. Windows has no such call and needs none: NTFS journals it. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const exists = (path: string): boolean => readIfThere(path) !== undefined;
const isMissing = (fault: unknown): boolean => (fault as NodeJS.ErrnoException).code === "ENOENT";
