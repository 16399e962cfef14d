/** Something that a trader or an engineer may want to look up later; the host stamps and numbers it (contract `events.log`). */
export interface BridgeNotice {
  readonly severity: "info" | "warning" | "error";
  /** Stable name in capitals, for example PEER_REFUSED or HISTORY_REWRITTEN. */
  readonly code: string;
  /** Words for a person: what happened, why, what to do. Never holds a secret. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** Where services report; never throws and never blocks. */
export interface EventSink {
  report(notice: BridgeNotice): void;
}
