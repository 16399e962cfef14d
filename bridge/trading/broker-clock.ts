import type { AccountId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";

/** No broker is further from UTC than this, either way. */
const WIDEST_OFFSET_MS = 15 * 3_600_000;

/** The brokers' clocks as their latest stamps and the time since tell. */
export class BrokerClock {
  readonly #clock: Clock;
  readonly #told = new Map<AccountId, { readonly brokerMs: number; readonly atMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  told(account: AccountId, brokerMs: number): void {
    if (brokerMs > 0) this.#told.set(account, { brokerMs, atMs: this.#clock.monotonicMs() });
  }

  /** Broker ms now, whole. Null before the account has told its time. */
  now(account: AccountId): number | null {
    const told = this.#told.get(account);
    return told === undefined ? null : Math.floor(told.brokerMs + (this.#clock.monotonicMs() - told.atMs));
  }

  /** Broker ms that is certainly not later than now. */
  atLeast(account: AccountId): number {
    return this.now(account) ?? this.#clock.utcMs() - WIDEST_OFFSET_MS;
  }

  /** Broker ms that is certainly not earlier than now. */
  atMost(account: AccountId): number {
    return this.now(account) ?? this.#clock.utcMs() + WIDEST_OFFSET_MS;
  }
}
