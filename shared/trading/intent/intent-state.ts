import type { Lots, Price, Ticket, UtcMs } from "../../market/brands.ts";

/**
 * Where an intent stands:
 * `journalled` (on disk, not handed to the link) -> `sent` (may have reached the broker) -> `accepted` -> `partial` -> final.
 * `unknown` = sent, and nobody can say yet; it leaves only by an answer from the broker's own records.
 * Final: `done`, `rejected` (broker), `refused` (by the program in MT5, nothing sent), `notSent` (proven never to have
 * reached the broker), `ended` (order cancelled or expired; `lots` executed before).
 */
export const INTENT_STATES = [
  "journalled",
  "sent",
  "unknown",
  "accepted",
  "partial",
  "done",
  "rejected",
  "refused",
  "notSent",
  "ended",
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

export const FINAL_STATES: ReadonlySet<IntentState> = new Set(["done", "rejected", "refused", "notSent", "ended"]);
export const isFinal = (state: IntentState): boolean => FINAL_STATES.has(state);

/** What is known of an intent now. */
export interface IntentOutcome {
  readonly state: IntentState;
  /** Named reason: a TradeRefusal, a broker return code, or our own word; null while all is well. */
  readonly reason: string | null;
  /** MT5's trade server return code; null = none. */
  readonly retcode: number | null;
  readonly order: Ticket | null;
  readonly deals: readonly Ticket[];
  /** POSITION_IDENTIFIER. */
  readonly position: Ticket | null;
  readonly lots: Lots;
  readonly price: Price | null;
  readonly changedMs: UtcMs;
  /** True when the outcome came from the broker's history after it had been unknown: shown with an alarm. */
  readonly adopted: boolean;
}
