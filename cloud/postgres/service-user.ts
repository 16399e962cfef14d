import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The account that runs Postgres when this process is root: Postgres refuses to run as root. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The service user, or undefined when this process is an ordinary user and Postgres simply runs as it. `postgres` where
 * the system has one, else `nobody`; both survive logind's RemoveIPC, which ends the shared memory of users who log out.
 * @throws Error when root has no such user to hand.
 */
export function serviceUser(
  wanted: string | undefined = process.env["FAIRLEAD_POSTGRES_USER"],
): ServiceUser | undefined {
  if (process.platform === "win32" || process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of wanted === undefined ? ["postgres", "nobody"] : [wanted]) {
    const row = users.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (row !== undefined && row[2] !== "0") return { name, uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Error(
    "Postgres does not run as root, and there is no user postgres or nobody: set FAIRLEAD_POSTGRES_USER.",
  );
}

/** Whether any user may pass through every folder down to `path`. */
export function mayEnter(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  const open = stat === undefined || !stat.isDirectory() || (stat.mode & 0o001) !== 0;
  const parent = dirname(path);
  return open && (parent === path || mayEnter(parent));
}
