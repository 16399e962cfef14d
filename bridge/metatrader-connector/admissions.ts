import type { LinkChannel } from "../ports/peer-wire.ts";

/**
 * Ties connections to CURVE keys. libzmq tells the authenticator which key each handshake used, but hides from the
 * application which connection that was (zmq_msg_gets is not reachable from Node). So every admitted handshake leaves
 * one entry here, and the first frame of a new connection must take one away under the key it claims: a peer that
 * names another terminal finds no entry under that terminal's key, because its owner's connections took theirs.
 * Entries that nobody claims expire.
 */
export class Admissions {
  readonly #entries = new Map<string, number[]>();
  readonly #windowMs: number;
  readonly #now: () => number;

  constructor(windowMs: number, now: () => number) {
    this.#windowMs = windowMs;
    this.#now = now;
  }

  admitted(channel: LinkChannel, publicKey: string): void {
    const fresh = this.#fresh(channel, publicKey);
    fresh.push(this.#now());
    // A key can hold few connections at once; older handshakes of a peer that only ever connects are forgotten.
    if (fresh.length > 16) fresh.shift();
    this.#entries.set(`${channel} ${publicKey}`, fresh);
    if (this.#entries.size > 1_024) this.#prune();
  }

  /** Takes one unclaimed handshake under one of `keys`; returns that key. */
  claim(channel: LinkChannel, keys: readonly string[]): string | null {
    for (const key of keys) {
      const fresh = this.#fresh(channel, key);
      if (fresh.length === 0) continue;
      fresh.shift();
      this.#entries.set(`${channel} ${key}`, fresh);
      return key;
    }
    return null;
  }

  #fresh(channel: LinkChannel, key: string): number[] {
    const since = this.#now() - this.#windowMs;
    return (this.#entries.get(`${channel} ${key}`) ?? []).filter((at) => at >= since);
  }

  #prune(): void {
    const since = this.#now() - this.#windowMs;
    for (const [entry, times] of this.#entries) {
      if (times.every((at) => at < since)) this.#entries.delete(entry);
    }
  }
}
