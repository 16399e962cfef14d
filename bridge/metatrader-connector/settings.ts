/** What a user may tune on the link; times in ms. Defaults suit a terminal on the same computer. */
export interface LinkSettings {
  /** How often a program says that it lives. */
  readonly heartbeatMs: number;
  /** After this silence of the bridge a program reconnects. */
  readonly silenceMs: number;
  /** After this silence of a program its link is stale. */
  readonly staleMs: number;
  /** After this silence of a program its session is over. */
  readonly lostMs: number;
  /** Tick frames a program may have sent and not yet seen acknowledged, over all its streams. */
  readonly maxUnackedFrames: number;
  /** How long a pairing code is good for. */
  readonly pairingMs: number;
  /** First and longest wait between two looks for a terminal that is not there; each wait doubles. */
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
  /** Fruitless tries after which the user is warned. Trying never ends. */
  readonly warnAfterTries: number;
  /** How long a command may take before its outcome counts as unknown. */
  readonly commandMs: number;
  /** How often the round trip to a program is measured. */
  readonly pingMs: number;
  /** Between two log lines about refusals for the same reason. */
  readonly refusalLogMs: number;
  /** Hellos a minute of one terminal's programs: each is written down, and well-behaved programs pause in between. */
  readonly hellosPerMinute: number;
}

export const DEFAULT_LINK_SETTINGS: LinkSettings = {
  heartbeatMs: 1_000,
  silenceMs: 5_000,
  staleMs: 3_000,
  lostMs: 10_000,
  maxUnackedFrames: 64,
  pairingMs: 600_000,
  backOffFirstMs: 1_000,
  backOffMaxMs: 30_000,
  warnAfterTries: 3,
  commandMs: 5_000,
  pingMs: 2_000,
  refusalLogMs: 10_000,
  hellosPerMinute: 120,
};
