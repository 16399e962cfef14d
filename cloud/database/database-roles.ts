import pg from "pg";
import type { KeyRing } from "../keys/key-ring.ts";

/**
 * Logins of the application. None owns a table, none bypasses row-level security.
 * - `fl_app`: a tenant's own work, inside `withTenant` only.
 * - `fl_auth`: finds out who somebody is, before there is a tenant.
 * - `fl_admin`: the platform's staff, every use audited.
 * - `fl_jobs`: due work of all tenants (mail, expiry).
 */
export const LOGINS = ["fl_app", "fl_auth", "fl_admin", "fl_jobs"] as const;

export type Login = (typeof LOGINS)[number];

/** Owns every object; nobody can log in as it. */
export const OWNER = "fl_owner";

/** The address of the operator's database, as one of our logins; its password is derived, never stored. */
export function loginUrl(databaseUrl: string, login: Login, keys: KeyRing): string {
  const url = new URL(databaseUrl);
  url.username = login;
  url.password = keys.derive(`database:${login}`).toString("base64url");
  return url.href;
}

/**
 * Makes the roles, and sets the passwords where they do not fit the secret (first start, rotated secret).
 * @param databaseUrl a superuser, or a user that may create roles.
 */
export async function ensureRoles(databaseUrl: string, keys: KeyRing): Promise<void> {
  const fits = await Promise.all(LOGINS.map((login) => canLogIn(loginUrl(databaseUrl, login, keys))));
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(4711001)");
    const { rows } = await client.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'fl\\_%'",
    );
    const known = new Set(rows.map(({ rolname }) => rolname));
    if (!known.has(OWNER)) await client.query(`create role ${OWNER} nologin`);
    await client.query(`grant ${OWNER} to current_user`);
    for (const [index, login] of LOGINS.entries()) {
      if (fits[index] === true) continue;
      const password = client.escapeLiteral(keys.derive(`database:${login}`).toString("base64url"));
      if (known.has(login)) await client.query(`alter role ${login} password ${password}`);
      else await client.query(`create role ${login} login noinherit password ${password}`);
      // No statement of ours takes that long; one that does would hold locks that others wait for. Set on the role: a
      // pooler such as pgbouncer refuses connections that ask for it.
      await client.query(`alter role ${login} set statement_timeout = '15s'`);
    }
    await client.query(
      `grant create on database ${client.escapeIdentifier(new URL(databaseUrl).pathname.slice(1))} to ${OWNER}`,
    );
    await client.query("commit");
  } finally {
    await client.end();
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return true;
  } catch (fault) {
    // 28P01 wrong password, 28000 no such role, 42501 may not connect; anything else is the server's own trouble.
    if (["28P01", "28000"].includes((fault as { readonly code?: string }).code ?? "")) return false;
    throw fault;
  } finally {
    await client.end().catch(() => {});
  }
}
