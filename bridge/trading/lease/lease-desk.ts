import type { AccountId } from "#shared/market/brands.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LeaseSource, LeaseTerms } from "../../ports/lease-source.ts";

/** The risk loop has run within this time, or nobody watches the account. */
const HEALTHY_MS = 1_000;
/** Timers come late by a little on a busy computer; that is not ill health. */
const SLACK_MS = 500;

/**
 * The risk engine's word that it watches an account. It is given by each pass of the risk loop and holds for one second:
 * a loop that hangs, or skips an account, stops the renewals, and the lease lapses in MT5.
 */
export class LeaseDesk implements LeaseSource {
  readonly #clock: Clock;
  readonly #terms: (account: AccountId) => LeaseTerms;
  readonly #watched = new Map<AccountId, number>();

  constructor(clock: Clock, terms: (account: AccountId) => LeaseTerms) {
    this.#clock = clock;
    this.#terms = terms;
  }

  /** The risk loop has just judged this account by fresh figures. */
  watched(account: AccountId): void {
    this.#watched.set(account, this.#clock.monotonicMs());
  }

  isWatched(account: AccountId): boolean {
    const atMs = this.#watched.get(account);
    return atMs !== undefined && this.#clock.monotonicMs() - atMs <= HEALTHY_MS + SLACK_MS;
  }

  terms(account: AccountId): LeaseTerms | null {
    return this.isWatched(account) ? this.#terms(account) : null;
  }
}
