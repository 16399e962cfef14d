import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { showSession } from "../trading/session-body.ts";
import type { LiveConnection } from "./live-connection.ts";
import type { NewsSource } from "./paced-reads.ts";

/** Sessions that are looked through; those told last come first. */
const MOST = 500;

/** How the organisation's sessions stand: each as it is, then again whenever its desktop told something new of it. */
export class SessionStream implements NewsSource {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #connection: LiveConnection;
  readonly #only: string | undefined;
  /** Revision that was sent of each. */
  readonly #sent = new Map<string, string>();
  #greeted = false;

  /** @param only one session; undefined = all. */
  constructor(database: Database, clock: Clock, connection: LiveConnection, only: string | undefined) {
    this.#database = database;
    this.#clock = clock;
    this.#connection = connection;
    this.#only = only;
  }

  /** Of several changes since the last look only the newest is sent, so a slow reader is never behind by more. */
  async read(): Promise<boolean> {
    const { principal } = this.#connection;
    const rows = await this.#database.readOne(principal, (trx) =>
      trx
        .selectFrom("trading.sessions")
        .select(["session_id", "revision", "removed", "body", "updated_at"])
        .where("tenant_id", "=", principal.tenantId)
        .$if(this.#only !== undefined, (query) => query.where("session_id", "=", this.#only ?? ""))
        .orderBy("updated_at", "desc")
        .limit(MOST)
        .execute(),
    );
    for (const { session_id, revision, removed, body, updated_at } of rows.toReversed()) {
      const before = this.#sent.get(session_id);
      if (before === revision || (removed && before === undefined)) continue;
      this.#sent.set(session_id, revision);
      if (removed) this.#connection.send({ type: "removed", session_id });
      else this.#connection.send({ type: "session", session: showSession(body, updated_at, this.#clock()) });
    }
    if (!this.#greeted) this.#connection.send({ type: "ready" });
    this.#greeted = true;
    return false;
  }
}
