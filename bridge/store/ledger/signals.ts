import type { Database, Statement } from "better-sqlite3";
import type { SignalRecord, SignalStore } from "#bridge/ports/session-store.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { Delivery, DeliveryState, Signal, SignalVerdict } from "#shared/trading/signals/signal.ts";
import type { LedgerWrite } from "./write.ts";

interface SignalRow {
  readonly signal: string;
  readonly verdict: SignalVerdict;
  readonly receivedMs: UtcMs;
}

interface SignalKey {
  readonly source: string;
  readonly id: string;
}

interface DeliveryRow {
  readonly session: SessionId;
  readonly state: DeliveryState;
  readonly reason: string | null;
}

/** Tables `signal` and `signal_delivery`: the key (source, id) is what makes a duplicate do nothing, over restarts too. */
export class LedgerSignals implements SignalStore {
  readonly #write: LedgerWrite;
  readonly #admit: Statement<[string, string, string, SignalVerdict, UtcMs]>;
  readonly #deliver: Statement<[string, string, SessionId, DeliveryState, string | null, UtcMs]>;
  readonly #recent: Statement<[number], SignalRow>;
  readonly #deliveries: Statement<[string, string], DeliveryRow>;

  readonly #dropQueued: Statement<[{ nowMs: number }]>;
  readonly #old: Statement<[{ beforeMs: number; keep: number; nowMs: number; limit: number }], SignalKey>;
  readonly #drop: readonly Statement<[SignalKey]>[];

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#admit = db.prepare("INSERT INTO signal VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    this.#deliver = db.prepare(
      `INSERT INTO signal_delivery VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason, changed_utc = excluded.changed_utc`,
    );
    this.#dropQueued = db.prepare(
      `UPDATE signal_delivery SET changed_utc = @nowMs,
         state = iif(late, 'lateInQueue', 'notRunning'), reason = iif(late, NULL, 'restart')
       FROM (SELECT source, id, json_extract(signal, '$.validUntilMs') < @nowMs AS late FROM signal) AS of
       WHERE signal_delivery.state = 'queued' AND of.source = signal_delivery.source AND of.id = signal_delivery.id`,
    );
    this.#old = db.prepare(
      `SELECT source, id FROM signal
       WHERE json_extract(signal, '$.validUntilMs') < @nowMs AND (received_utc < @beforeMs OR received_utc <=
           (SELECT received_utc FROM signal ORDER BY received_utc DESC LIMIT 1 OFFSET @keep))
         AND NOT EXISTS (SELECT 1 FROM signal_delivery AS to_ JOIN session ON session.id = to_.session
           WHERE to_.source = signal.source AND to_.id = signal.id AND to_.state IN ('traded', 'queued')
             AND removed_utc IS NULL AND json_extract(session.state, '$.phase.name') <> 'stopped')
       ORDER BY received_utc LIMIT @limit`,
    );
    this.#drop = [
      db.prepare("DELETE FROM signal_delivery WHERE source = @source AND id = @id"),
      db.prepare("DELETE FROM signal WHERE source = @source AND id = @id"),
    ];
    this.#recent = db.prepare(
      "SELECT signal, verdict, received_utc AS receivedMs FROM signal ORDER BY received_utc DESC, source, id LIMIT ?",
    );
    this.#deliveries = db.prepare(
      "SELECT session, state, reason FROM signal_delivery WHERE source = ? AND id = ? ORDER BY session",
    );
  }

  dropQueued(nowMs: UtcMs): number {
    return this.#write(() => this.#dropQueued.run({ nowMs }).changes);
  }

  prune(kept: { readonly beforeMs: number; readonly keep: number; readonly nowMs: number }, limit: number): number {
    const old = this.#old.all({ ...kept, limit });
    if (old.length > 0) this.#write(() => old.forEach((key) => this.#drop.forEach((each) => each.run(key))));
    return old.length;
  }

  admit(signal: Signal, verdict: SignalVerdict, receivedMs: UtcMs): boolean {
    const { source, id } = signal;
    return this.#write(() => this.#admit.run(source, id, JSON.stringify(signal), verdict, receivedMs).changes === 1);
  }

  deliver({ source, id }: Signal, deliveries: readonly Delivery<SessionId>[], atMs: UtcMs): void {
    if (deliveries.length === 0) return;
    this.#write(() => {
      for (const { session, state, reason } of deliveries) {
        this.#deliver.run(source, id, session, state, reason, atMs);
      }
    });
  }

  recent(limit: number): readonly SignalRecord[] {
    return this.#recent.all(limit).map(({ signal: text, ...row }) => {
      const signal = JSON.parse(text) as Signal;
      return { ...row, signal, deliveries: this.#deliveries.all(signal.source, signal.id) };
    });
  }
}
