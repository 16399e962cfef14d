import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { KeyRing } from "../keys/key-ring.ts";
import { BackupError } from "./backup-error.ts";
import { BACKUP_FORMAT, MANIFEST_FILE, type Manifest, sha256Of } from "./manifest.ts";
import { type OwnTable, ownTables } from "./own-tables.ts";

/**
 * Writes every row of the application as it was at one moment into a new folder, while the cloud goes on working. The
 * folder gets its name last: what is cut off in between is no backup.
 * @param url a superuser's address, or that of a user who bypasses row-level security.
 * @throws BackupError in words; nothing is left behind then but `FOLDER.part`.
 */
export async function writeBackup(url: string, keys: KeyRing, folder: string, now: number): Promise<Manifest> {
  if (existsSync(folder)) throw new BackupError(`${folder} is there already: name a new folder.`);
  const half = `${folder}.part`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(half, { mode: 0o700 });
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    // A user whom policies bind is told so, instead of getting a backup with rows left out.
    await client.query("set row_security = off");
    await client.query("begin isolation level repeatable read read only");
    const migrations = await client.query<Manifest["migrations"][number]>(
      "select number, name, sha256 from ops.migrations order by number",
    );
    const version = await client.query<{ server_version: string }>("show server_version");
    const tables: Manifest["tables"] = [];
    for (const table of await ownTables(client)) tables.push(await copied(client, table, half));
    await client.query("commit");
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      made_at: new Date(now).toISOString(),
      kid: keys.kid,
      postgres: version.rows[0]?.server_version ?? "",
      migrations: migrations.rows,
      tables,
    };
    writeFileSync(join(half, MANIFEST_FILE), `${JSON.stringify(manifest, undefined, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(half, folder);
    return manifest;
  } catch (fault) {
    throw inWords(fault);
  } finally {
    await client.end().catch(() => {});
  }
}

async function copied(client: pg.Client, own: OwnTable, folder: string): Promise<Manifest["tables"][number]> {
  const { schema, table, columns } = own;
  const file = `${schema}.${table}.copy.gz`;
  const rows = client.query(copyTo(`copy ${schema}.${table} (${columns.join(", ")}) to stdout`));
  const path = join(folder, file);
  await pipeline(rows, createGzip({ level: 1 }), createWriteStream(path, { mode: 0o600, flags: "wx", flush: true }));
  return { schema, table, columns: [...columns], rows: rows.rowCount, file, sha256: await sha256Of(path) };
}

function inWords(fault: unknown): unknown {
  const code = (fault as { code?: string }).code;
  if (code === "42501")
    return new BackupError(
      "This database user may not read every row. Name a superuser in DATABASE_URL, or use pg_dump or your provider's snapshots.",
    );
  if (code === "42P01" || code === "3F000") return new BackupError("There is no cloud in this database yet.");
  if (code === "ENOSPC") return new BackupError("The disk is full: the backup was not finished, and is none.");
  return fault;
}
