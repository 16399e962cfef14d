import { createHash, randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SHARED_PLACE } from "./binaries.ts";
import { type Run, runOnce } from "./run-once.ts";
import { mayEnter, type ServiceUser } from "./service-user.ts";

/** Where one embedded database lives, ready to be started. */
export interface ClusterFolder {
  /** Postgres' data folder. */
  readonly cluster: string;
  /** Working folder of its programs. */
  readonly home: string;
  readonly password: string;
}

const VERSION_FILE = "PG_VERSION";

/**
 * Makes the data folder once: into a folder beside it first, which is then renamed, so that a death in between leaves no
 * half cluster. Two processes that do so at once end with the same one.
 * @param data the cloud's own folder; its password file is for its owner only.
 */
export async function clusterFolder(
  data: string,
  initdb: string,
  user: ServiceUser | undefined,
): Promise<ClusterFolder> {
  mkdirSync(data, { recursive: true, mode: 0o755 });
  const home = homeFor(data, user);
  const cluster = join(home, "cluster");
  const password = onceWritten(join(data, "postgres-secret"), existsSync(join(cluster, VERSION_FILE)));
  if (!existsSync(join(cluster, VERSION_FILE))) await create(cluster, home, password, initdb, user);
  return { cluster, home, password };
}

function homeFor(data: string, user: ServiceUser | undefined): string {
  const reachable = user === undefined || mayEnter(data);
  const home = reachable
    ? join(data, "postgres")
    : join(SHARED_PLACE, createHash("sha256").update(data).digest("hex").slice(0, 16));
  mkdirSync(home, { recursive: true, mode: 0o755 });
  if (user !== undefined) {
    // A umask of 077 must not close the way down to the service user's own folder.
    if (!reachable) chmodSync(SHARED_PLACE, 0o755);
    chownSync(home, user.uid, user.gid);
  }
  chmodSync(home, 0o700);
  return home;
}

function onceWritten(file: string, clusterExists: boolean): string {
  if (!existsSync(file)) {
    if (clusterExists) {
      throw new Error(
        `The password of the embedded database is gone (${file}): restore it from your backup of that folder.`,
      );
    }
    try {
      writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
    }
  }
  return readFileSync(file, "utf8");
}

async function create(
  cluster: string,
  home: string,
  password: string,
  initdb: string,
  user: ServiceUser | undefined,
): Promise<void> {
  const mine = `${process.pid}-${randomBytes(4).toString("hex")}`;
  const half = `${cluster}.${mine}`;
  const secret = join(home, `secret.${mine}`);
  writeFileSync(secret, password, { mode: 0o600 });
  if (user !== undefined) chownSync(secret, user.uid, user.gid);
  try {
    const run: Run = { cwd: home, ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }) };
    const how = ["-U", "postgres", "-A", "scram-sha-256", `--pwfile=${secret}`, "-E", "UTF8", "--no-locale"];
    await runOnce(initdb, ["-D", half, ...how], run);
    renameSync(half, cluster);
  } catch (fault) {
    if (!existsSync(join(cluster, VERSION_FILE))) throw fault;
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(secret, { force: true });
  }
}
