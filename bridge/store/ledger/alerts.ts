import type { Database } from "better-sqlite3";
import type {
  AlertStep,
  AlertStore,
  Delivery,
  KeptAlert,
  KeptFiring,
  SessionHappened,
  SourceCursor,
} from "#bridge/ports/alert-store.ts";
import {
  type Alert,
  type AlertId,
  type AlertPort,
  type AlertState,
  type Firing,
  sourceOf,
} from "#shared/alerts/alert.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import { type AlertRow, alertStatements, type FiringRow } from "./alert-sql.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

/** Tables `alert`, `alert_source`, `alert_firing` and `alert_delivery`. */
export class LedgerAlerts implements AlertStore {
  readonly #write: LedgerWrite;
  readonly #note: LedgerWrite;
  readonly #sql: ReturnType<typeof alertStatements>;

  constructor(db: Database, write: LedgerWrite, note: LedgerWrite) {
    this.#write = write;
    this.#note = note;
    this.#sql = alertStatements(db);
  }

  all(): readonly KeptAlert[] {
    return this.#sql.all.all().map(keptAlert);
  }

  cursors(): ReadonlyMap<string, unknown> {
    return new Map(this.#sql.cursors.all().map(({ source, cursor }) => [source, fromLedgerJson<unknown>(cursor)]));
  }

  put({ alert, state, createdMs }: KeptAlert, cursor: SourceCursor | undefined): void {
    this.#write(() => {
      this.#sql.put.run(alert.id, sourceOf(alert.rule), toLedgerJson(alert), toLedgerJson(state), createdMs);
      if (cursor !== undefined) this.#sql.cursor.run(cursor.source, toLedgerJson(cursor.cursor));
    });
  }

  remove(id: AlertId, atMs: UtcMs): void {
    this.#write(() => this.#sql.remove.run(atMs, id));
  }

  restore(id: AlertId): KeptAlert | undefined {
    return this.#write(() => {
      const row = this.#sql.restore.run(id).changes === 0 ? undefined : this.#sql.one.get(id);
      return row && keptAlert(row);
    });
  }

  commit({ states, cursors, firings }: AlertStep, durable: boolean): readonly KeptFiring[] {
    const write = durable ? this.#write : this.#note;
    return write(() => {
      for (const { id, state } of states) this.#sql.state.run(toLedgerJson(state), id);
      for (const { source, cursor } of cursors) this.#sql.cursor.run(source, toLedgerJson(cursor));
      return firings.flatMap(({ firing, ports }) => {
        const { alert, arming, atMs } = firing;
        const { changes, lastInsertRowid } = this.#sql.fire.run(alert, arming, atMs, toLedgerJson(firing));
        if (changes === 0) return [];
        for (const port of ports) this.#sql.order.run(lastInsertRowid, port, atMs);
        const deliveries = ports.map((port): Delivery => ({ port, state: "pending", tries: 0, dueMs: atMs, told: "" }));
        return [{ seq: Number(lastInsertRowid), firing, seenMs: null, deliveries }];
      });
    });
  }

  firings(beforeSeq: number, limit: number): readonly KeptFiring[] {
    return this.#sql.firings.all(beforeSeq, limit).map(keptFiring);
  }

  firing(seq: number): KeptFiring | undefined {
    const row = this.#sql.firing.get(seq);
    return row && keptFiring(row);
  }

  unseen(): number {
    return this.#sql.unseen.get() ?? 0;
  }

  seen(upToSeq: number, atMs: UtcMs): void {
    this.#write(() => this.#sql.seen.run(atMs, upToSeq));
  }

  due(port: AlertPort, nowMs: number, limit: number): readonly KeptFiring[] {
    return this.#sql.due.all(port, nowMs, limit).map(keptFiring);
  }

  delivered(seq: number, { port, state, tries, dueMs, told }: Delivery): void {
    this.#write(() => this.#sql.delivered.run(state, tries, dueMs, told, seq, port));
  }

  sessionEvents(afterSeq: number, limit: number): readonly SessionHappened[] {
    return this.#sql.happened.all(afterSeq, limit);
  }

  lastSessionEvent(): number {
    return this.#sql.lastHappened.get() ?? 0;
  }

  prune(beforeMs: number, limit: number): number {
    const old = this.#sql.old.all(beforeMs, limit);
    if (old.length > 0) {
      this.#write(() => {
        for (const seq of old) {
          this.#sql.dropDeliveries.run(seq);
          this.#sql.dropFiring.run(seq);
        }
      });
    }
    return old.length;
  }
}

const keptAlert = ({ alert, state, createdMs }: AlertRow): KeptAlert => ({
  alert: fromLedgerJson<Alert>(alert),
  state: fromLedgerJson<AlertState>(state),
  createdMs: createdMs as UtcMs,
});

const keptFiring = ({ seq, firing, seenMs, deliveries }: FiringRow): KeptFiring => ({
  seq,
  firing: fromLedgerJson<Firing>(firing),
  seenMs: seenMs as UtcMs | null,
  deliveries: JSON.parse(deliveries) as Delivery[],
});
