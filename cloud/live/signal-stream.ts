import { SignalItem } from "#shared/sync/feed.ts";
import type { Database } from "../database/database.ts";
import { readFeed } from "../feed/feed.ts";
import { iso } from "../http/schemas.ts";
import type { LiveConnection } from "./live-connection.ts";
import type { NewsSource } from "./paced-reads.ts";

/** Signals of the sources that the organisation subscribed to, in the feed's order, from a cursor on. */
export class SignalStream implements NewsSource {
  readonly #database: Database;
  readonly #connection: LiveConnection;
  #cursor: number | null;

  /** @param since the cursor of the last message a client has; undefined = from now on. */
  constructor(database: Database, connection: LiveConnection, since: number | undefined) {
    this.#database = database;
    this.#connection = connection;
    this.#cursor = since ?? null;
  }

  async read(): Promise<boolean> {
    const { principal } = this.#connection;
    const first = this.#cursor === null;
    const answer = await readFeed(this.#database, principal, this.#cursor);
    if (!answer.ok) {
      if (answer.code !== "SNAPSHOT") return false;
      // Too old, or of a cloud that was restored since: what lies between is in GET /signals.
      this.#connection.send({ type: "gap", cursor: answer.cursor });
      this.#cursor = answer.cursor;
      return false;
    }
    for (const { kind, cursor, at, body } of answer.items) {
      const signal = kind === "signal" ? SignalItem.safeParse(body) : undefined;
      if (signal?.success === true)
        this.#connection.send({ type: "signal", cursor, at: iso(new Date(at)), signal: shown(signal.data) });
    }
    this.#cursor = answer.cursor;
    if (first) this.#connection.send({ type: "ready", cursor: answer.cursor });
    return answer.more;
  }
}

/** As `GET /signals` has it. */
function shown({ emitted_ms, valid_until_ms, ...signal }: SignalItem): Record<string, unknown> {
  return { ...signal, emitted_at: iso(new Date(emitted_ms)), valid_until: iso(new Date(valid_until_ms)) };
}
