import { Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import pg from "pg";
import type { KeyRing } from "../keys/key-ring.ts";
import { LOGINS, type Login, loginUrl } from "./database-roles.ts";
import { PipelinedDialect, WITH_LAST, WITH_NEXT } from "./pipelined-dialect.ts";
import type { Tables } from "./tables.ts";

/** Connections of one login. */
const POOL_SIZES: Readonly<Record<Login, number>> = { fl_app: 10, fl_auth: 8, fl_admin: 2, fl_jobs: 3 };

/** Work inside one transaction. */
export type Work = Transaction<Tables>;

/** On whose behalf a transaction runs. */
export interface TenantContext {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * The database, one pool a login. There is no way to the tenants' pool but `withTenant`: without a tenant and user set
 * for the transaction, row-level security shows nothing and refuses every insert.
 */
export class Database {
  readonly #pools: Readonly<Record<Login, Kysely<Tables>>>;
  readonly #raw: readonly pg.Pool[];

  /** @param url the operator's address; user and password are replaced by each login's. */
  constructor(url: string, keys: KeyRing, onFault: (fault: Error) => void) {
    const raw: pg.Pool[] = [];
    const pool = (login: Login): Kysely<Tables> => {
      const one = new pg.Pool({
        connectionString: loginUrl(url, login, keys),
        max: POOL_SIZES[login],
        connectionTimeoutMillis: 5_000,
        idleTimeoutMillis: 30_000,
        application_name: "fairlead-cloud",
        pipeline: true,
      });
      // The pool listens to connections that rest; one that is at work and breaks would end the process without this.
      one.on("connect", (client) => client.on("error", onFault));
      one.on("error", () => {});
      raw.push(one);
      return new Kysely<Tables>({ dialect: new PipelinedDialect(one) });
    };
    this.#pools = Object.fromEntries(LOGINS.map((login) => [login, pool(login)])) as Record<Login, Kysely<Tables>>;
    this.#raw = raw;
  }

  /** A transaction that sees one tenant's rows and one user's. `set_config(…, true)` ends with it, also behind pgbouncer. */
  withTenant<Result>(who: TenantContext, work: (trx: Work) => Promise<Result>): Promise<Result> {
    return this.#pools.fl_app.transaction().execute(async (trx) => {
      await sql.raw(entering(who)).execute(trx);
      return work(trx);
    });
  }

  /** The same for work that writes nothing: its answer does not wait for the transaction's end. */
  readTenant<Result>(who: TenantContext, work: (trx: Work) => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#pools.fl_app
        .transaction()
        .setAccessMode("read only")
        .execute(async (trx) => {
          await sql.raw(entering(who)).execute(trx);
          resolve(await work(trx));
        })
        // After `resolve` this is the end's own fault, of which there is nothing to tell: nothing was written.
        .catch(reject);
    });
  }

  /** The same for a single statement: begin, statement and end leave together, in one round trip. */
  readOne<Result>(who: TenantContext, work: (trx: Work) => Promise<Result>): Promise<Result> {
    return this.#pools.fl_app
      .transaction()
      .setAccessMode("read only")
      .execute(async (trx) => {
        await sql.raw(entering(who, WITH_LAST)).execute(trx);
        return work(trx);
      });
  }

  /** A single statement that sets its tenant itself, by a function that takes it: one round trip instead of four. */
  async tenantStatement<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    return (await query.execute(this.#pools.fl_app)).rows;
  }

  /** A transaction that finds out who somebody is: sign-up, sign-in, tokens, keys. */
  asAuth<Result>(work: (trx: Work) => Promise<Result>): Promise<Result> {
    return this.#pools.fl_auth.transaction().execute(work);
  }

  /** A single statement of the same kind, without a transaction around it. */
  get auth(): Kysely<Tables> {
    return this.#pools.fl_auth;
  }

  /** A transaction of the platform's staff. The caller writes the audit entry in it. */
  asAdmin<Result>(work: (trx: Work) => Promise<Result>): Promise<Result> {
    return this.#pools.fl_admin.transaction().execute(work);
  }

  /** A transaction of a background job, over all tenants. */
  asJob<Result>(work: (trx: Work) => Promise<Result>): Promise<Result> {
    return this.#pools.fl_jobs.transaction().execute(work);
  }

  /** @throws when the database does not answer. */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.#pools.fl_jobs);
  }

  /** Connections that are open, busy waits included. */
  get waiting(): number {
    return this.#raw.reduce((sum, { waitingCount }) => sum + waitingCount, 0);
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#pools).map((one) => one.destroy()));
  }
}

const UUID_OR_NOTHING = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/;

/** Sets whose rows the transaction sees. It leaves with the next statement, so it can have no parameters: ids are checked. */
function entering({ tenantId, userId }: TenantContext, how = WITH_NEXT): string {
  if (!UUID_OR_NOTHING.test(tenantId) || !UUID_OR_NOTHING.test(userId))
    throw new Error("A tenant's or user's id is none.");
  return `${how}select set_config('app.tenant_id', '${tenantId}', true), set_config('app.user_id', '${userId}', true)`;
}
