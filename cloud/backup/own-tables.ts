import type pg from "pg";
import { OWNER } from "../database/database-roles.ts";

/** A table of the application, by its parts; none of its names needs quoting (the manifest's schema sees to that). */
export interface OwnTable {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Every table of ours but the list of migrations, which the backup's manifest carries itself. */
export async function ownTables(client: pg.Client): Promise<OwnTable[]> {
  const { rows } = await client.query<OwnTable>(
    `select n.nspname as schema, c.relname as table,
       array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and pg_get_userbyid(c.relowner) = $1 and (n.nspname, c.relname) <> ('ops', 'migrations')
     group by 1, 2 order by 1, 2`,
    [OWNER],
  );
  return rows;
}

/** The schemas that are ours, and nothing of anybody else's in the same database. */
export async function ownSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select nspname as name from pg_namespace where pg_get_userbyid(nspowner) = $1 order by 1",
    [OWNER],
  );
  return rows.map(({ name }) => name);
}
