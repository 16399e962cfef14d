import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What `postmaster.pid` says: who holds the data folder, and where it listens. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `standby`, `stopping`; empty while the file is being written. */
  readonly status: string;
}

/**
 * Reads the lock file of a data folder. It is Postgres' own and never written or deleted by us: a stale one is
 * recognised by the next postmaster, a live one belongs to a server that is adopted.
 * Layout: src/include/utils/pidfile.h of Postgres (pid, folder, start, port, socket folder, address, shared memory, status).
 */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let text: string;
  try {
    text = readFileSync(join(cluster, "postmaster.pid"), "utf8");
  } catch {
    return undefined;
  }
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid === 0) return undefined;
  return { pid, port: Number.isSafeInteger(port) ? port : 0, status: lines[7] ?? "" };
}
