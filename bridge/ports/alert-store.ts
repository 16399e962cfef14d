import type { Alert, AlertId, AlertPort, AlertState, Firing } from "#shared/alerts/alert.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";

export interface KeptAlert {
  readonly alert: Alert;
  readonly state: AlertState;
  readonly createdMs: UtcMs;
}

export interface Delivery {
  readonly port: AlertPort;
  /** `failed`: given up. */
  readonly state: "pending" | "done" | "failed";
  readonly tries: number;
  /** UTC ms of the next try. */
  readonly dueMs: number;
  /** What came of the last try, in words without a secret. */
  readonly told: string;
}

export interface KeptFiring {
  /** Grows with every firing. */
  readonly seq: number;
  readonly firing: Firing;
  readonly seenMs: UtcMs | null;
  readonly deliveries: readonly Delivery[];
}

/** How far a source was judged; its form is the source's own. */
export interface SourceCursor {
  readonly source: string;
  readonly cursor: unknown;
}

/** What one look at the sources came to: written whole or not at all. */
export interface AlertStep {
  readonly states: readonly { readonly id: AlertId; readonly state: AlertState }[];
  readonly cursors: readonly SourceCursor[];
  readonly firings: readonly { readonly firing: Firing; readonly ports: readonly AlertPort[] }[];
}

export interface SessionHappened {
  readonly seq: number;
  readonly session: SessionId;
  readonly sessionName: string;
  readonly atMs: UtcMs;
  readonly code: string;
}

/**
 * Alerts in ledger.db. Calls are synchronous; what is called durable has been fsynced when it returns.
 * Writing throws FairleadError STORE_FULL, STORE_UNAVAILABLE.
 */
export interface AlertStore {
  all(): readonly KeptAlert[];
  cursors(): ReadonlyMap<string, unknown>;
  /** Makes or changes an alert, with its source's cursor: what was judged before concerns the alert as it was. Durable. */
  put(kept: KeptAlert, cursor: SourceCursor | undefined): void;
  /** Takes it off the list; what it told stays. Durable. */
  remove(id: AlertId, atMs: UtcMs): void;
  /** Puts a removed alert back as it was. Undefined when there is none. Durable. */
  restore(id: AlertId): KeptAlert | undefined;
  /**
   * Writes a step. A firing whose alert and arming are on record is not written again.
   * @param durable false for a step without firings: a power cut may take it, and it is judged again.
   * @returns the firings that are new.
   */
  commit(step: AlertStep, durable: boolean): readonly KeptFiring[];
  /** Firings before `seq`, newest first. */
  firings(beforeSeq: number, limit: number): readonly KeptFiring[];
  firing(seq: number): KeptFiring | undefined;
  unseen(): number;
  /** Notes that all up to `seq` were looked at. Durable. */
  seen(upToSeq: number, atMs: UtcMs): void;
  /** Deliveries of a port that are due, oldest first. */
  due(port: AlertPort, nowMs: number, limit: number): readonly KeptFiring[];
  delivered(seq: number, delivery: Delivery): void;
  /** Sessions' events after `seq`, oldest first. */
  sessionEvents(afterSeq: number, limit: number): readonly SessionHappened[];
  lastSessionEvent(): number;
  /** Lets go of firings from before `beforeMs`; a few at a time. @returns how many went. */
  prune(beforeMs: number, limit: number): number;
}
