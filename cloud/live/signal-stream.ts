import { SignalItem } from "#shared/sync/feed.ts";
import type { Database } from "../database/database.ts";
import { readFeed } from "../feed/feed.ts";
import { iso } from "../http/schemas.ts";
import type { LiveConnection } from "./live-connection.ts";

/** Signals of the sources that the organisation subscribed to, in the feed's order, from a cursor on. */
export class SignalStream {
  readonly #database: Database;
  readonly #connection: LiveConnection;
  #cursor: number | null;
  #reading = false;
  #again = false;

  /** @param since the cursor of the last message a client has; undefined = from now on. */
  constructor(database: Database, connection: LiveConnection, since: number | undefined) {
    this.#database = database;
    this.#connection = connection;
    this.#cursor = since ?? null;
  }

  /** Sends what is new, as far as the reader keeps up. */
  async news(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && this.#connection.mayWrite) {
        this.#again = false;
        await this.#read();
      }
    } finally {
      this.#reading = false;
    }
  }

  async #read(): Promise<void> {
    const { principal } = this.#connection;
    const first = this.#cursor === null;
    const answer = await readFeed(this.#database, principal, this.#cursor);
    if (!answer.ok) {
      if (answer.code !== "SNAPSHOT") return;
      // Too old, or of a cloud that was restored since: what lies between is in GET /signals.
      this.#connection.send({ type: "gap", cursor: answer.cursor });
      this.#cursor = answer.cursor;
      return;
    }
    for (const { kind, cursor, at, body } of answer.items) {
      const signal = kind === "signal" ? SignalItem.safeParse(body) : undefined;
      if (signal?.success === true)
        this.#connection.send({ type: "signal", cursor, at: iso(new Date(at)), signal: shown(signal.data) });
    }
    this.#cursor = answer.cursor;
    if (first) this.#connection.send({ type: "ready", cursor: answer.cursor });
    this.#again ||= answer.more;
  }
}

/** As `GET /signals` has it. */
function shown({ emitted_ms, valid_until_ms, ...signal }: SignalItem): Record<string, unknown> {
  return { ...signal, emitted_at: iso(new Date(emitted_ms)), valid_until: iso(new Date(valid_until_ms)) };
}
