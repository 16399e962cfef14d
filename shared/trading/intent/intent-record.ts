import type { Lots, Price, Ticket, UtcMs } from "../../market/brands.ts";
import type { OrderIntent } from "./intent.ts";
import type { IntentOutcome } from "./intent-state.ts";

/** An intent with what is known of it; replaced whole at every step. */
export interface IntentRecord {
  readonly intent: OrderIntent;
  readonly outcome: IntentOutcome;
  /** When it was handed to the link; null = it never was. */
  readonly sentMs: UtcMs | null;
  /** Broker ms before which the broker cannot have seen it: history from here on has every trace of it. Null = never sent. */
  readonly historyFromMs: number | null;
}

/** How far a command has come, as a program in MT5 says (link TradeStatus). */
export type ProgramStatus =
  | "absent"
  | "refused"
  | "sending"
  | "unknown"
  | "accepted"
  | "partial"
  | "done"
  | "rejected"
  | "ended";

/** One TradeState in domain terms; 0 and "none" have become null. */
export interface ProgramWord {
  readonly status: ProgramStatus;
  readonly refusal: string | null;
  readonly retcode: number | null;
  readonly order: Ticket | null;
  readonly deal: Ticket | null;
  readonly position: Ticket | null;
  readonly lots: Lots;
  readonly price: Price | null;
}

/** What the broker's own records (deals, closed orders, snapshots) show of an intent. */
export interface BrokerEvidence {
  readonly state: "accepted" | "partial" | "done" | "ended" | "rejected";
  /** Why it ended or was rejected; null otherwise. */
  readonly reason: string | null;
  readonly order: Ticket | null;
  readonly deals: readonly Ticket[];
  readonly position: Ticket | null;
  readonly lots: Lots;
  readonly price: Price | null;
}

/** What must be known before it may be said that an intent never reached the broker. */
export interface SilenceFacts {
  /** The rule's time: setting `trading.notSentAfterMs`. */
  readonly notSentAfterMs: number;
  /** Ms since the send by a clock that never jumps (since the bridge's start, for one that an earlier run sent). */
  readonly elapsedMs: number;
  /** How long the terminal had been connected to its broker without a break when the history was read. */
  readonly connectedForMs: number;
  /** Broker ms: the window of history that was read after the rule's time had passed, and that showed nothing. */
  readonly coveredFromMs: number;
  /** UTC ms at which that history was asked for. */
  readonly askedMs: UtcMs;
  /** UTC ms of the oldest part of the live snapshot that showed no trace of it: what rests or is open is not in the history. */
  readonly snapshotMs: UtcMs;
  /** What each program of the account answered in this connection. */
  readonly programs: readonly ProgramStatus[];
  /** Named reason of the outcome. */
  readonly reason: string;
}

export type IntentEvent =
  /** The one permission to send. Persisted before the send. */
  | { readonly kind: "handOver"; readonly atMs: UtcMs; readonly historyFromMs: number }
  /** The link took nothing. */
  | { readonly kind: "notHandedOver"; readonly atMs: UtcMs; readonly reason: string }
  /** The way to the broker broke, or no word came in time: nobody can say. */
  | { readonly kind: "lost"; readonly atMs: UtcMs; readonly why: "linkLost" | "silence" | "restarted" }
  | { readonly kind: "program"; readonly atMs: UtcMs; readonly word: ProgramWord }
  | { readonly kind: "broker"; readonly atMs: UtcMs; readonly evidence: BrokerEvidence }
  | { readonly kind: "silent"; readonly atMs: UtcMs; readonly facts: SilenceFacts };

/** What the executor must do after the new record is on disk. */
export type IntentEffect =
  | { readonly kind: "send" }
  /** Something came true that had been ruled out; people must see it. */
  | { readonly kind: "alarm"; readonly code: "LATE_FILL" | "OUTCOME_CONTRADICTED"; readonly words: string };

export interface IntentStep {
  readonly record: IntentRecord;
  readonly effects: readonly IntentEffect[];
}
