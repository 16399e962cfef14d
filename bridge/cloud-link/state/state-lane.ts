import type { Clock } from "#bridge/ports/clock.ts";
import { type AccountState, LANE_EVENTS, LANE_LIMITS } from "#shared/sync/lanes.ts";
import type { SyncConnection } from "../durable/sync-connection.ts";

/** Changes are told at most this often; only the newest counts. */
const EVERY_MS = 1_000;

/**
 * The state lane: how every linked account is now, the whole list each time. What could not be sent is not kept: the
 * next word replaces it.
 */
export class StateLane {
  readonly #accounts: () => readonly AccountState[];
  readonly #clock: Clock;
  #sent = "";

  constructor(accounts: () => readonly AccountState[], clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Tells this connection now and at each change, until it ends. */
  attach(connection: SyncConnection): void {
    this.#sent = "";
    let asking = false;
    const tell = (): void => {
      if (asking) return;
      const accounts = this.#accounts().slice(0, LANE_LIMITS.accounts);
      const facts = JSON.stringify(accounts.map(({ atMs: _at, ...facts }) => facts));
      if (facts === this.#sent) return;
      asking = true;
      connection
        .ask(LANE_EVENTS.state, { accounts })
        .then((answer) => {
          if ((answer as { ok?: unknown } | null)?.ok === true) this.#sent = facts;
        })
        // An ended connection is the durable lane's to tell of.
        .catch(() => undefined)
        .finally(() => {
          asking = false;
        });
    };
    tell();
    const untimed = this.#clock.every(EVERY_MS, tell);
    void connection.ended.then(untimed);
  }
}
