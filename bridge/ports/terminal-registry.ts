import type { AccountId, TerminalId } from "#shared/market/brands.ts";

/** A key pair's public half (Z85, 40 characters) with the SHA-256 of the link secret that goes with it. */
export interface LinkCredential {
  readonly publicKey: string;
  readonly secretHash: Uint8Array;
}

/** A paired terminal. The link secret itself is kept by the terminal alone. */
export interface TerminalRecord {
  readonly id: TerminalId;
  readonly name: string;
  readonly current: LinkCredential;
  /** Given out by a key rotation and not yet seen in a Hello; until then both are valid. */
  readonly next: LinkCredential | null;
  /** A removed terminal stays on record, so that its key is refused by name. */
  readonly state: "paired" | "removed";
  /** UTC ms. */
  readonly pairedUtc: number;
  readonly removedUtc: number | null;
}

/** An account as a terminal's Hello described it. */
export interface AccountRecord {
  readonly id: AccountId;
  readonly login: string;
  readonly server: string;
  readonly company: string;
  readonly name: string;
  readonly currency: string;
  readonly currencyDigits: number;
  readonly tradeMode: "demo" | "contest" | "real";
  readonly marginMode: "netting" | "exchange" | "hedging";
  readonly leverage: number;
}

/** ledger.db as the connector sees it. Every write is on disk (fsync) when the call returns. */
export interface TerminalRegistry {
  /** Every terminal ever paired, removed ones included. */
  terminals(): readonly TerminalRecord[];
  saveTerminal(record: TerminalRecord): void;
  /** Notes that `terminal` is logged in to `account` now; creates or updates the account. */
  accountSeen(terminal: TerminalId, account: AccountRecord, utcMs: number): void;
  /** The next bridge epoch: higher than any given out before, in any earlier run, also by a ledger that was lost. */
  nextBridgeEpoch(): bigint;
}
