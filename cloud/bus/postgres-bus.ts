import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Bus, Hint } from "./bus.ts";
import { Listeners } from "./bus.ts";

const CHANNEL = "fairlead_hints";
const RETRY_MS = 2_000;

/**
 * The bus over Postgres' own LISTEN and NOTIFY: enough for a few processes, and nothing more to run. Behind a pooler in
 * transaction mode nobody can listen: hints then stay within a process, and others find the news when they look.
 */
export class PostgresBus implements Bus {
  readonly #url: string;
  readonly #onFault: (fault: Error) => void;
  readonly #listeners = new Listeners();
  readonly #me = randomUUID();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(url: string, onFault: (fault: Error) => void) {
    this.#url = url;
    this.#onFault = onFault;
  }

  /** @param url a login of ours; needs no rights but to connect. */
  static async open(url: string, onFault: (fault: Error) => void): Promise<PostgresBus> {
    const bus = new PostgresBus(url, onFault);
    await bus.#connect();
    return bus;
  }

  publish(hint: Hint): void {
    this.#listeners.tell(hint);
    this.#client
      ?.query("select pg_notify($1, $2)", [CHANNEL, JSON.stringify({ from: this.#me, hint })])
      .catch(this.#onFault);
  }

  listen(listener: (hint: Hint) => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 5_000, pipeline: true });
    const lost = (): void => {
      if (this.#client === client) this.#client = undefined;
      if (this.#closed || this.#retry !== undefined) return;
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        void this.#connect();
      }, RETRY_MS);
    };
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ payload }) => this.#hear(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.#closed) await client.end();
      else this.#client = client;
    } catch (fault) {
      this.#onFault(fault as Error);
      await client.end().catch(() => {});
    }
  }

  #hear(text: string): void {
    try {
      const { from, hint } = JSON.parse(text) as { from: string; hint: Hint };
      if (from !== this.#me) this.#listeners.tell(hint);
    } catch (fault) {
      this.#onFault(fault as Error);
    }
  }
}
