import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { OWNER } from "./database-roles.ts";

/** A migration file, by its number; forward only. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

const FOLDER = fileURLToPath(new URL("migrations/", import.meta.url));

/** Every migration of this version, in order. @throws Error when a number is missing or double. */
export function migrations(): Migration[] {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".sql"))
    .toSorted();
  return files.map((file, index) => {
    const number = Number(file.slice(0, 4));
    if (number !== index + 1) throw new Error(`Migration ${file} should be number ${index + 1}.`);
    const sql = readFileSync(`${FOLDER}${file}`, "utf8");
    return { number, name: file.slice(5, -4), sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

/**
 * Brings a database up to this version: each migration in a transaction of its own, under a lock, as the owner role.
 * @returns the numbers that were applied.
 * @throws Error when the database is of a newer version, or a migration that ran here was changed since.
 */
export async function migrate(databaseUrl: string, wanted: readonly Migration[] = migrations()): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A connection that breaks is told by the query that fails.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(4711002)");
    await beginMigrations(client);
    const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
      "select number, name, sha256 from ops.migrations order by number",
    );
    for (const row of rows) check(row, wanted);
    const due = wanted.filter(({ number }) => number > rows.length);
    for (const one of due) await apply(client, one);
    return due.map(({ number }) => number);
  } finally {
    await client.end();
  }
}

/** Works as the owner from here on, and makes the list of what ran where there is none. */
export async function beginMigrations(client: pg.Client): Promise<void> {
  await client.query(`set role ${OWNER}`);
  await client.query(`
    create schema if not exists ops;
    create table if not exists ops.migrations (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now()
    )`);
}

/** One migration and its entry on that list, in the caller's transaction. */
export async function runMigration(client: pg.Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  await client.query(sql);
  await client.query("insert into ops.migrations (number, name, sha256) values ($1, $2, $3)", [number, name, sha256]);
}

function check(row: { number: number; name: string; sha256: string }, wanted: readonly Migration[]): void {
  const mine = wanted.find(({ number }) => number === row.number);
  if (mine === undefined) {
    throw new Error(
      `This database is newer (migration ${row.number}, ${row.name}) than this program: start the newer program.`,
    );
  }
  if (mine.sha256 !== row.sha256) {
    throw new Error(
      `Migration ${row.number} (${row.name}) was changed after it ran here: put it back and add a new one.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { number, name } = migration;
  try {
    await client.query("begin");
    await runMigration(client, migration);
    await client.query("commit");
  } catch (fault) {
    await client.query("rollback");
    throw new Error(`Migration ${number} (${name}) failed and nothing of it remains: ${(fault as Error).message}`, {
      cause: fault,
    });
  }
}
