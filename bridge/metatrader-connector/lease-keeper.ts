import type { LeaseSource } from "../ports/lease-source.ts";
import type { Session } from "./session.ts";

/**
 * Passes on the risk engine's word: for each account it watches, the lease of the account's EA is renewed. The keeper
 * itself decides nothing; where the source says null nothing is sent, and the lease lapses in the EA.
 */
export class LeaseKeeper {
  readonly #source: LeaseSource;
  readonly #bridgeEpoch: bigint;
  readonly #renewals = new WeakMap<Session, bigint>();

  constructor(source: LeaseSource, bridgeEpoch: bigint) {
    this.#source = source;
    this.#bridgeEpoch = bridgeEpoch;
  }

  renew(sessions: readonly Session[]): void {
    const held = new Set<string>();
    for (const session of sessions) {
      // One trading link per account: the oldest session has the lease, another terminal of the same login has none.
      if (session.role !== "ea" || held.has(session.account.id)) continue;
      held.add(session.account.id);
      const terms = this.#source.terms(session.account.id);
      if (terms === null) continue;
      const renewal = (this.#renewals.get(session) ?? 0n) + 1n;
      this.#renewals.set(session, renewal);
      const { login, server } = session.hello;
      session.send("Lease", { fields: { bridgeEpoch: this.#bridgeEpoch, login, server, renewal, ...terms } });
    }
  }
}
