import type { UtcMs } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import type { Delivery, Signal, SignalVerdict } from "#shared/trading/signals/signal.ts";

/** Something that happened in a session, in words a code stands for. */
export interface SessionEvent {
  readonly seq: number;
  readonly session: SessionId;
  readonly atMs: UtcMs;
  /** STARTED, SIGNAL_TAKEN, TRADE_OPENED, TRADE_CLOSED, RULE_FIRED, PAUSED, ... */
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** What a step of a session changes on disk; all of it or nothing. */
export interface SessionStep {
  readonly state: SessionState;
  /** Trades that are new or changed. */
  readonly trades: readonly SessionTrade[];
  readonly events: readonly Omit<SessionEvent, "seq" | "session">[];
}

/** Sessions, their trades and signals on disk: every write has been fsynced when the call returns. */
export interface SessionStore {
  all(): readonly SessionState[];
  /** One that was taken off the list too. */
  get(session: SessionId): SessionState | undefined;
  /** Inserts or replaces, with what belongs to the step; one that was taken off the list is on it again. @returns the events as numbered. */
  save(step: SessionStep): readonly SessionEvent[];
  /** Takes the session off the list; its trades and events stay. */
  remove(session: SessionId, atMs: UtcMs): void;
  trades(session: SessionId): readonly SessionTrade[];
  events(session: SessionId, afterSeq: number, limit: number): readonly SessionEvent[];
  /** Deletes up to `limit` events from before `beforeMs` of sessions that are over. @returns how many. */
  prune(beforeMs: number, limit: number): number;
}

/** A signal as received, with what the desk and the sessions did with it. */
export interface SignalRecord {
  readonly signal: Signal;
  readonly verdict: SignalVerdict;
  readonly receivedMs: UtcMs;
  readonly deliveries: readonly Delivery<SessionId>[];
}

export interface SignalStore {
  /** Keeps a signal for good. False when this source sent this id before: then nothing is changed. */
  admit(signal: Signal, verdict: SignalVerdict, receivedMs: UtcMs): boolean;
  /** The last word on a signal in one session replaces the one before. */
  deliver(signal: Signal, deliveries: readonly Delivery<SessionId>[], atMs: UtcMs): void;
  /** Newest first. */
  recent(limit: number): readonly SignalRecord[];
  /** Queues are memory: what waited in an earlier run never will be traded, and says so. @returns how many. */
  dropQueued(nowMs: UtcMs): number;
  /**
   * Deletes up to `limit` signals that came before `beforeMs` or are not among the newest `keep`, and can do nothing any
   * more. One that an open session traded or holds stays. @returns how many.
   */
  prune(kept: { readonly beforeMs: number; readonly keep: number; readonly nowMs: number }, limit: number): number;
}
