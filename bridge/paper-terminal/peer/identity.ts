import type { PeerDialer } from "../../ports/peer-wire.ts";

/** A CURVE key pair in Z85, 40 characters each. */
export interface PeerKeys {
  readonly publicKey: string;
  readonly secretKey: string;
}

/** What pairing gives a terminal, and key rotation renews. */
export interface Credentials {
  /** 16 bytes. */
  readonly terminal: Uint8Array;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** What a terminal keeps in its own files; `credentials` is null until it is paired. */
export interface PeerIdentity {
  readonly keys: PeerKeys;
  readonly credentials: Credentials | null;
}

/** The terminal's own files, as far as the link is concerned. */
export interface IdentityStore {
  load(): PeerIdentity;
  save(identity: PeerIdentity): void;
}

/** How the terminal reaches the bridge: over memory or ZeroMQ. */
export interface Connections {
  /** The library under the link and its version, for `Hello`; at most 15 characters. */
  readonly library: string;
  newKeys(): PeerKeys;
  dialer(keys: PeerKeys): PeerDialer;
}

/** An identity that lasts as long as the process: the embedded terminal is paired anew at every start. */
export class MemoryIdentity implements IdentityStore {
  #identity: PeerIdentity;

  constructor(identity: PeerIdentity) {
    this.#identity = identity;
  }

  load(): PeerIdentity {
    return this.#identity;
  }

  save(identity: PeerIdentity): void {
    this.#identity = identity;
  }
}
