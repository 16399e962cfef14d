import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { CACHE_DIR } from "./toolchain.ts";

const HOUR = 3_600_000;
/** What has not been used for this long is not kept. */
const KEEP = 72 * HOUR;

/** A folder to build `dir` in: several processes may build the same, each in a folder of its own. */
export function workFolder(dir: string): string {
  const work = `${dir}.${process.pid}.${crypto.randomBytes(4).toString("hex")}.tmp`;
  fs.mkdirSync(work, { recursive: true });
  return work;
}

/** Puts a finished folder in its place. */
export function publish(work: string, dir: string): void {
  try {
    fs.renameSync(work, dir);
  } catch {
    // Another process was first; its result is the same.
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Marks a folder as used. */
export function touch(dir: string): void {
  const now = new Date();
  fs.utimesSync(dir, now, now);
}

/** Removes what killed builds left behind, and what nobody has used for three days. */
export function prune(): void {
  const folders = [CACHE_DIR, path.join(CACHE_DIR, "programs")].filter((d) => fs.existsSync(d));
  for (const folder of folders)
    for (const name of fs.readdirSync(folder)) {
      if (name === "programs") continue;
      const dir = path.join(folder, name);
      const age = Date.now() - (fs.statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > (name.endsWith(".tmp") ? HOUR : KEEP)) fs.rmSync(dir, { recursive: true, force: true });
    }
}
