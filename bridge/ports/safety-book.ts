import type { AccountId, Ticket, UtcMs } from "#shared/market/brands.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";

/** The kill switch's verbs. Each stays until a person resets it. */
export type LatchVerb = "pauseEntries" | "stopAutomation" | "flattenAll";

/** A verb that is latched; `account` null = on every account. */
export interface Latch {
  readonly account: AccountId | null;
  readonly verb: LatchVerb;
  /** user, panelButton, limit.dailyLoss, equityFloor, ... */
  readonly cause: string;
  readonly words: string;
  readonly setMs: UtcMs;
}

/** What the programs in MT5 are told to enforce by themselves (link message Guard). */
export interface GuardTerms {
  readonly maxOrderLots: number;
  readonly maxTotalLots: number;
  readonly equityFloor: number;
  readonly entriesPaused: boolean;
  readonly automationStopped: boolean;
  readonly flattened: boolean;
}

/** A flatten of one account, from the wish to the proof. */
export interface FlattenRun {
  /** 16 bytes as hex. */
  readonly id: string;
  readonly account: AccountId;
  readonly cause: string;
  readonly askedMs: UtcMs;
  /** The proof: MT5 and our own snapshot both found nothing left. */
  readonly flatMs: UtcMs | null;
  /** Given up, because the latch was reset or another run took its place. */
  readonly endedMs: UtcMs | null;
}

/** A duty that an intent's fill carries: a stop by `dueMs`, or its close at `dueMs`. Several intents may share a netting position. */
export interface PositionDuty {
  readonly account: AccountId;
  readonly position: Ticket;
  readonly kind: "stop" | "hold";
  readonly intent: IntentId;
  readonly dueMs: UtcMs;
}

/** What must hold over restarts and power loss. Every write is on disk (fsync) when the call returns. @throws STORE_*. */
export interface SafetyBook {
  latches(): readonly Latch[];
  /** Sets latches in one transaction; one that is set already keeps its first cause. @returns those that are new. */
  setLatches(latches: readonly Latch[]): readonly Latch[];
  resetLatch(account: AccountId | null, verb: LatchVerb, by: string, atMs: UtcMs): boolean;

  guard(account: AccountId): { readonly version: bigint; readonly terms: GuardTerms } | undefined;
  /** Keeps new terms under a version above every earlier one, and above `above`. */
  putGuard(account: AccountId, terms: GuardTerms, above: bigint): bigint;

  /** Runs without proof that were not given up, and the last run of each other account. */
  flattens(): readonly FlattenRun[];
  putFlatten(run: FlattenRun): void;

  /** Duties that are not fulfilled yet. */
  duties(): readonly PositionDuty[];
  /** @returns false when the intent's fill has had this duty before, fulfilled or not. */
  putDuty(duty: PositionDuty): boolean;
  endDuty(duty: PositionDuty, how: string): void;
}
