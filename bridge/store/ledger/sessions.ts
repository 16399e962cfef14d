import type { Database, Statement } from "better-sqlite3";
import type { SessionEvent, SessionStep, SessionStore } from "#bridge/ports/session-store.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

interface EventRow {
  readonly seq: number;
  readonly session: SessionId;
  readonly atMs: UtcMs;
  readonly code: string;
  readonly details: string;
}

/** Grows with every change, whatever the clock does: it is a session's revision in the cloud. */
const LATER = "max(excluded.changed_utc, session.changed_utc + 1)";

/** Tables `session`, `session_trade` and `session_event`. */
export class LedgerSessions implements SessionStore {
  readonly #write: LedgerWrite;
  readonly #all: Statement<[], string>;
  readonly #get: Statement<[SessionId], string>;
  readonly #old: Statement<[number, number], number>;
  readonly #drop: Statement<[number]>;
  readonly #save: Statement<[SessionId, string, string, number]>;
  readonly #saveTrade: Statement<[SessionId, number, string]>;
  readonly #saveEvent: Statement<[SessionId, UtcMs, string, string]>;
  readonly #remove: Statement<[UtcMs, UtcMs, SessionId]>;
  readonly #trades: Statement<[SessionId], string>;
  readonly #events: Statement<[SessionId, number, number], EventRow>;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#all = db.prepare<[], string>("SELECT state FROM session WHERE removed_utc IS NULL ORDER BY id").pluck();
    this.#get = db.prepare<[SessionId], string>("SELECT state FROM session WHERE id = ?").pluck();
    this.#old = db
      .prepare<[number, number], number>(
        `SELECT seq FROM session_event JOIN session ON session.id = session_event.session
         WHERE at_utc < ? AND (removed_utc IS NOT NULL OR json_extract(state, '$.phase.name') = 'stopped')
         ORDER BY seq LIMIT ?`,
      )
      .pluck();
    this.#drop = db.prepare("DELETE FROM session_event WHERE seq = ?");
    this.#save = db.prepare(
      `INSERT INTO session (id, account, state, changed_utc) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state, changed_utc = ${LATER}, removed_utc = NULL`,
    );
    this.#saveTrade = db.prepare(
      "INSERT INTO session_trade VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET trade = excluded.trade",
    );
    this.#saveEvent = db.prepare("INSERT INTO session_event (session, at_utc, code, details) VALUES (?, ?, ?, ?)");
    this.#remove = db.prepare(
      `UPDATE session SET removed_utc = ?, changed_utc = max(?, changed_utc + 1) WHERE id = ? AND removed_utc IS NULL`,
    );
    this.#trades = db
      .prepare<[SessionId], string>("SELECT trade FROM session_trade WHERE session = ? ORDER BY number")
      .pluck();
    this.#events = db.prepare(
      `SELECT seq, session, at_utc AS atMs, code, details FROM session_event
       WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
  }

  all(): readonly SessionState[] {
    return this.#all.all().map((text) => fromLedgerJson<SessionState>(text));
  }

  get(session: SessionId): SessionState | undefined {
    const text = this.#get.get(session);
    return text === undefined ? undefined : fromLedgerJson<SessionState>(text);
  }

  save({ state, trades, events }: SessionStep): readonly SessionEvent[] {
    return this.#write(() => {
      this.#save.run(state.id, state.config.account, toLedgerJson(state), Date.now());
      for (const trade of trades) this.#saveTrade.run(state.id, trade.number, toLedgerJson(trade));
      return events.map((event) => {
        const { lastInsertRowid } = this.#saveEvent.run(
          state.id,
          event.atMs,
          event.code,
          JSON.stringify(event.details),
        );
        return { ...event, session: state.id, seq: Number(lastInsertRowid) };
      });
    });
  }

  remove(session: SessionId, atMs: UtcMs): void {
    this.#write(() => this.#remove.run(atMs, atMs, session));
  }

  trades(session: SessionId): readonly SessionTrade[] {
    return this.#trades.all(session).map((text) => fromLedgerJson<SessionTrade>(text));
  }

  events(session: SessionId, afterSeq: number, limit: number): readonly SessionEvent[] {
    return this.#events
      .all(session, afterSeq, limit)
      .map(({ details, ...row }) => ({ ...row, details: JSON.parse(details) as SessionEvent["details"] }));
  }

  prune(beforeMs: number, limit: number): number {
    const old = this.#old.all(beforeMs, limit);
    if (old.length > 0) this.#write(() => old.forEach((seq) => this.#drop.run(seq)));
    return old.length;
  }
}
