import type { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { IntentState } from "#shared/trading/intent/intent-state.ts";

/** An intent before the journal has given it its magic. */
export type IntentDraft = Omit<OrderIntent, "magic">;

/** One step of an intent as it is kept for ever. */
export interface IntentTrace {
  readonly atMs: UtcMs;
  /** The event's kind. */
  readonly event: string;
  /** Where the intent stood after it. */
  readonly state: IntentState;
  readonly facts: unknown;
}

/** ledger.db as the executor sees it. What is begun or adopted is on disk (fsync) when the call returns. @throws FairleadError STORE_*. */
export interface IntentJournal {
  /** Set while orders that were sent may be missing here for good: what could add risk is refused with it. */
  readonly fault: FairleadError | undefined;
  /** This profile's number in magics; random, made once. */
  readonly installation: number;
  /**
   * Writes a new intent with its magic and its first steps, in one transaction; a magic is never given out twice.
   * @param steps what the intent goes through before anything is sent.
   * @returns the stored record; `fresh` false when this id was there already with the same content, and nothing was written.
   * @throws FairleadError INTENT_REUSED when the id stands for another order.
   */
  begin(
    draft: IntentDraft,
    steps: (intent: OrderIntent) => { readonly record: IntentRecord; readonly traces: readonly IntentTrace[] },
  ): { readonly record: IntentRecord; readonly fresh: boolean };
  /**
   * Writes steps of an intent that is known, in one transaction. They may wait for one another, and for the next fsync:
   * whatever a dying bridge had not written is asked for again, from MT5's journal and the broker's records.
   */
  advance(record: IntentRecord, traces: readonly IntentTrace[]): void;
  /** Writes an intent that has left before it could be written, with all its steps and under the magic that it has. */
  adopt(record: IntentRecord, traces: readonly IntentTrace[]): void;
  get(id: IntentId): IntentRecord | undefined;
  byMagic(magic: bigint): IntentRecord | undefined;
  /** Intents that are not final, oldest first. */
  open(): readonly IntentRecord[];
  /** The newest intents of an account or of all, newest first. */
  recent(limit: number, account?: AccountId): readonly IntentRecord[];
  traces(id: IntentId): readonly IntentTrace[];
}
