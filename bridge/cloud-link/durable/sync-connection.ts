/** A live connection to the cloud's gateway, signed in. */
export interface SyncConnection {
  /** The answer to one message. Rejects when it does not come in time or the connection ends: the outcome is unknown then. */
  ask(event: string, body: unknown): Promise<unknown>;
  /** Resolves when the connection has ended, with why. */
  readonly ended: Promise<string>;
  close(): void;
}

/** Opens a connection. Rejects with a `CloudFault` when there is none to be had. */
export type Dial = () => Promise<SyncConnection>;

/** Why the cloud cannot be used now. `code`: a problem of shared/cloud/problems.ts, or UNREACHABLE, TIMEOUT, ENDED, PROTOCOL. */
export class CloudFault extends Error {
  readonly code: string;

  constructor(code: string, words: string, options?: ErrorOptions) {
    super(words, options);
    this.code = code;
  }
}
