import { z } from "zod";
import type { Clock } from "#bridge/ports/clock.ts";
import { type AccountState, LANE_EVENTS, LANE_LIMITS } from "#shared/sync/lanes.ts";
import type { SyncConnection } from "../durable/sync-connection.ts";

const Taken = z.object({ ok: z.literal(true), shed: z.boolean() });

/** Changes are told at most this often; only the newest counts. */
const EVERY_MS = 1_000;
/** What has not changed is told again after this: the cloud takes a desktop that says nothing for 90 s for gone. */
const AGAIN_MS = 45_000;

/**
 * The state lane: how every linked account is now, the whole list each time. What could not be sent is not kept: the
 * next word replaces it.
 */
export class StateLane {
  readonly #accounts: () => readonly AccountState[];
  readonly #clock: Clock;
  readonly #told: () => void;
  #sent = "";
  #sentAt = 0;
  /** Grows with `again`: an answer to what was said before it does not count. */
  #asked = 0;
  #answered = 0;

  /** @param told the cloud has taken what `again` asked for. */
  constructor(accounts: () => readonly AccountState[], clock: Clock, told: () => void = () => undefined) {
    this.#accounts = accounts;
    this.#clock = clock;
    this.#told = told;
  }

  /** Tells everything once more, changed or not. */
  again(): void {
    this.#sent = "";
    this.#asked += 1;
  }

  /** Tells this connection now and at each change, until it ends. */
  attach(connection: SyncConnection): void {
    this.#sent = "";
    let asking = false;
    const tell = (): void => {
      if (asking) return;
      const accounts = this.#accounts().slice(0, LANE_LIMITS.accounts);
      const facts = JSON.stringify(accounts.map(({ atMs: _at, ...facts }) => facts));
      const now = this.#clock.monotonicMs();
      if (facts === this.#sent && now - this.#sentAt < AGAIN_MS) return;
      asking = true;
      const asked = this.#asked;
      connection
        .ask(LANE_EVENTS.state, { accounts })
        .then((answer) => {
          const read = Taken.safeParse(answer);
          // One that was shed came too soon after another: it is told again a second later.
          if (!read.success || read.data.shed || asked !== this.#asked) return;
          this.#sent = facts;
          this.#sentAt = now;
          if (asked !== this.#answered) this.#told();
          this.#answered = asked;
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
