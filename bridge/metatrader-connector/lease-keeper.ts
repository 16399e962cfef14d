import type { LeaseSource } from "../ports/lease-source.ts";
import type { Session } from "./session.ts";

/**
 * Passes on the risk engine's word: for each account it watches, the lease of the account's EA and command service is
 * renewed. The keeper itself decides nothing; where the source says null nothing is sent, and the lease lapses in MT5.
 */
export class LeaseKeeper {
  readonly #source: LeaseSource;
  readonly #bridgeEpoch: bigint;
  /** Over all sessions: a program that connects again ignores a number that is not above those it knows. */
  #renewal = 0n;

  constructor(source: LeaseSource, bridgeEpoch: bigint) {
    this.#source = source;
    this.#bridgeEpoch = bridgeEpoch;
  }

  renew(sessions: readonly Session[]): void {
    const holders = new Map<string, string>();
    for (const session of sessions) {
      if (session.role === "historyService") continue;
      // One trading link per account: the terminal of the oldest session has the lease, another of the same login has none.
      const { id } = session.account;
      const holder = holders.get(id) ?? session.terminal;
      holders.set(id, holder);
      if (holder !== session.terminal) continue;
      const terms = this.#source.terms(session.account.id);
      if (terms === null) continue;
      this.#renewal += 1n;
      const { login, server } = session.hello;
      const fields = { bridgeEpoch: this.#bridgeEpoch, login, server, renewal: this.#renewal, ...terms };
      session.send("Lease", { fields });
    }
  }
}
