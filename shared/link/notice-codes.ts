/** The codes that a program's `Notice` may carry; any other is shown as TERMINAL_NOTICE. */
export const NOTICE_CODES = [
  "GUARD_NOT_KEPT",
  "GUARD_WRONG_ACCOUNT",
  "HISTORY_UNREADABLE",
  "HISTORY_WRONG_ACCOUNT",
  "KEYS_NOT_KEPT",
  "LEASE_EPOCH_NOT_KEPT",
  "LEASE_STALE_EPOCH",
  "LEASE_WRONG_ACCOUNT",
  "STOP_MISSING",
] as const;
