/** What a user may tune in collecting; times in ms. */
export interface CollectorSettings {
  /** Symbols to collect of every account; none = those in its Market Watch. */
  readonly symbols: readonly string[];
  readonly maxSymbols: number;
  /** Ticks before the cursor that are compared with MT5's history at each resume. */
  readonly tailTicks: number;
  /** A silence across a lost connection that is longer than this, in hours when the market was open, is looked into. */
  readonly gapMs: number;
  /** Time given to MT5 after a reconnection to complete its own history, before gaps are looked into. */
  readonly settleMs: number;
  /** Frames of a history request that may be under way. */
  readonly historyCredit: number;
  /** How long the history service may take to connect after its EA, before the user is asked to start it. */
  readonly serviceMs: number;
  /** Longest silence of a history request; MT5 may block 45 s on a cold history. */
  readonly historyMs: number;
  /** How long the EA may take to answer a request that needs no history. */
  readonly answerMs: number;
  /** First and longest wait before a request that was not answered, or failed, is made again; each wait doubles. */
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
  /** Fruitless tries after which the user is warned, or a gap is recorded as it is. */
  readonly warnAfterTries: number;
}

export const DEFAULT_COLLECTOR_SETTINGS: CollectorSettings = {
  symbols: [],
  maxSymbols: 60,
  tailTicks: 4_096,
  gapMs: 60_000,
  settleMs: 10_000,
  historyCredit: 8,
  serviceMs: 3_000,
  historyMs: 60_000,
  answerMs: 10_000,
  backOffFirstMs: 1_000,
  backOffMaxMs: 30_000,
  warnAfterTries: 3,
};
