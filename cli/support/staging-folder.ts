import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "fairlead-import-";
const OWNED = /^fairlead-import-(\d{1,10})-/;

/**
 * Lends a folder of this run's own for files that are read before anything of them is kept, and removes it afterwards.
 * What runs left that were killed is removed by the next one.
 */
export async function withStaging<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await sweep();
  // A name that nobody can guess: on a shared computer others may write into the folder of temporary files, too.
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  await Promise.all(names.map((name) => removeDead(name).catch(() => undefined)));
}

/** Removes the folder of a run that is over; never what another user, or a link, has put there. */
async function removeDead(name: string): Promise<void> {
  const pid = Number(OWNED.exec(name)?.[1] ?? 0);
  if (pid === 0 || isAlive(pid)) return;
  const folder = join(tmpdir(), name);
  const found = await lstat(folder);
  if (found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid()))
    await rm(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
