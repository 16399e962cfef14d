import type { Writable } from "node:stream";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type { QueryResult as PgResult, Pool, PoolClient } from "pg";
import { AbortedWork } from "./aborted-work.ts";

/** A statement that begins with this waits for the next one and leaves together with it. It has no parameters. */
export const WITH_NEXT = "/* with the next */ ";

/** The same, and the transaction ends with that next statement: its `commit` leaves with it, and nothing may follow. */
export const WITH_LAST = "/* with the last */ ";

const WRITES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/**
 * Kysely's Postgres dialect over connections in pipeline mode: `begin`, and what is marked `WITH_NEXT`, leave in one write
 * with the statement after them. A transaction of one statement takes two round trips instead of four.
 */
export class PipelinedDialect extends PostgresDialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new PipelinedDriver(this.#pool);
  }
}

class PipelinedDriver implements Driver {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new PipelinedConnection(await this.#pool.connect());
  }

  async beginTransaction(connection: DatabaseConnection, { accessMode }: TransactionSettings): Promise<void> {
    mine(connection).defer(accessMode === "read only" ? "begin read only" : "begin");
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await mine(connection).end("commit");
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await mine(connection).end("rollback");
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    mine(connection).release();
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class PipelinedConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  #waiting = "";
  /** The next statement is the transaction's only one. */
  #isLast = false;
  #isEnded = false;
  #isBroken = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  defer(text: string): void {
    this.#waiting += `${text};`;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (sql.startsWith(WITH_NEXT) || sql.startsWith(WITH_LAST)) {
      this.#isLast = sql.startsWith(WITH_LAST);
      this.defer(sql);
      return { rows: [] };
    }
    if (this.#isEnded) throw new Error("This transaction was for one statement, and has ended with it.");
    const { command, rowCount, rows } = await this.#send(() => this.#client.query(sql, [...parameters]));
    return {
      ...(WRITES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}),
      rows: rows as Row[],
    };
  }

  /** @throws AbortedWork when Postgres answers a commit with a rollback: an earlier statement had failed. */
  async end(how: "commit" | "rollback"): Promise<void> {
    // Nothing was sent, or the end was sent along: there is no transaction to end.
    if (this.#waiting !== "" || this.#isEnded) {
      this.#waiting = "";
      return;
    }
    try {
      const { command } = await this.#client.query(how);
      if (how === "commit" && command === "ROLLBACK") throw new AbortedWork();
    } catch (fault) {
      // Whoever got it next would be inside this transaction.
      if (!(fault instanceof AbortedWork)) this.#isBroken = true;
      throw fault;
    }
  }

  release(): void {
    this.#waiting = "";
    this.#client.release(this.#isBroken);
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("Streaming holds a portal open, which a pipelined connection cannot.");
  }

  async #send(query: () => Promise<PgResult>): Promise<PgResult> {
    if (this.#waiting === "") return query();
    const first = this.#waiting;
    this.#waiting = "";
    const { stream } = (this.#client as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    const both: [Promise<PgResult>, Promise<PgResult>] = [this.#client.query(first), query()];
    if (this.#isLast) {
      this.#isEnded = true;
      // Of statements that only read, a commit's own fault says nothing that the statement's did not.
      this.#client.query("commit").catch(() => (this.#isBroken = true));
    }
    // They are in the stream's buffer by now: query() writes before it returns.
    stream.uncork();
    try {
      // The first's fault is the cause; the second then only says that the transaction is aborted.
      const [, result] = await Promise.all(both);
      return result;
    } catch (fault) {
      if ((fault as { code?: string }).code === undefined) this.#isBroken = true;
      throw fault;
    }
  }
}

function mine(connection: DatabaseConnection): PipelinedConnection {
  if (!(connection instanceof PipelinedConnection)) throw new Error("This connection is another driver's.");
  return connection;
}
