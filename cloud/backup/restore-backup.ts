import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { ensureRoles, LOGINS } from "../database/database-roles.ts";
import { beginMigrations, type Migration, migrations, runMigration } from "../database/migrate.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import { BackupError } from "./backup-error.ts";
import { checkedManifest, type Manifest } from "./manifest.ts";
import { ownSchemas } from "./own-tables.ts";

const LOOK_MS = 200;

export interface RestoreOptions {
  /** Puts it in the place of the cloud that is there. Without it only a database without one is filled. */
  readonly replace: boolean;
  /** Signs everybody out: sign-ins that were ended since the backup are open in it. */
  readonly endSignIns: boolean;
  /** How long the connections of processes that were stopped just now may take to end. */
  readonly patienceMs?: number;
}

/**
 * Fills a database from a backup, in one transaction: whatever goes wrong, what was there before is there still. A backup
 * of an older version is brought up to this one on the way.
 * @param url a superuser's address.
 * @throws BackupError in words, before anything is touched: damaged, of a newer version, of another secret, in use.
 */
export async function restoreBackup(
  url: string,
  keys: KeyRing,
  folder: string,
  { replace, endSignIns, patienceMs = 5_000 }: RestoreOptions,
  now: number,
): Promise<Manifest> {
  const manifest = await checkedManifest(folder);
  const [then, since] = splitMigrations(manifest);
  if (keys.verifyingKey(manifest.kid) === undefined)
    throw new BackupError(
      `This backup was made under another CLOUD_SECRET (key ${manifest.kid}): put that one on the list, after the new one.`,
    );
  await ensureRoles(url, keys);
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    await refuseWhileUsed(client, Date.now() + patienceMs);
    await client.query("begin");
    const schemas = await ownSchemas(client);
    if (schemas.length > 0 && !replace)
      throw new BackupError("There is a cloud in this database already: say --replace to put the backup in its place.");
    for (const schema of schemas) await client.query(`drop schema ${client.escapeIdentifier(schema)} cascade`);
    await beginMigrations(client);
    for (const one of then) await runMigration(client, one);
    await client.query("reset role");
    await fill(client, manifest, folder);
    await beginMigrations(client);
    for (const one of since) await runMigration(client, one);
    await client.query("reset role");
    const at = new Date(now);
    if (endSignIns)
      await client.query(
        "update identity.sessions set revoked_at = $1, revoked_why = 'restored' where revoked_at is null",
        [at],
      );
    await client.query("select ops.after_restore($1)", [at]);
    await client.query("commit");
    return manifest;
  } finally {
    await client.end().catch(() => {});
  }
}

/** This version's migrations that the backup's database had, and those it had not. */
function splitMigrations({ migrations: had }: Manifest): [Migration[], Migration[]] {
  const known = migrations();
  for (const { number, name, sha256 } of had) {
    const mine = known.find((one) => one.number === number);
    if (mine?.sha256 !== sha256)
      throw new BackupError(
        `This backup is of a newer or another program (migration ${number}, ${name}): use that one.`,
      );
  }
  return [known.slice(0, had.length), known.slice(had.length)];
}

async function refuseWhileUsed(client: pg.Client, until: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = any ($1)",
      [[...LOGINS]],
    );
    const used = rows[0]?.n ?? 0;
    if (used === 0) return;
    if (Date.now() > until)
      throw new BackupError(
        `The cloud is running on this database (${used} connections): stop every process of it first.`,
      );
    await sleep(LOOK_MS);
  }
}

async function fill(client: pg.Client, { tables }: Manifest, folder: string): Promise<void> {
  const names = tables.map(({ schema, table }) => `${schema}.${table}`);
  // What migrations themselves put there (the catalogue of plans) is in the backup as well, as it was then.
  await client.query(`truncate ${names.join(", ")}`);
  // Rows come by table, not in the order in which they were made: what belongs together was checked when it was written.
  await client.query("set local session_replication_role = replica");
  for (const { schema, table, columns, rows, file } of tables) {
    const into = client.query(copyFrom(`copy ${schema}.${table} (${columns.join(", ")}) from stdin`));
    await pipeline(createReadStream(join(folder, file)), createGunzip(), into);
    if (into.rowCount !== rows)
      throw new BackupError(`${file} holds ${into.rowCount} rows where ${rows} are written down: use another backup.`);
  }
  await client.query("set local session_replication_role = origin");
}
