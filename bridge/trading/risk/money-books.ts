import type { AccountId } from "#shared/market/brands.ts";
import { type Bookings, onNextDay, unbooked, withBooks, withPayments } from "#shared/trading/day/books.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { AccountState } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { KeptDeal } from "../../ports/trade-events.ts";
import { isPayment, worthOf } from "./deal-worth.ts";
import type { RiskDesk } from "./risk-desk.ts";

/** Deals since the day before; more than an account may make in two. */
const MAX_DEALS = 100_000;
/** A balance that no deal explains is believed to be a result after so long. At a start history has to be read first. */
const EXPLAINED_WITHIN_MS = 10_000;
const FAR_MS = 8_640_000_000_000_000;

interface Booking {
  readonly timeMs: number;
  /** Minor units; `paid` is what of it was paid in or out. */
  readonly worth: number;
  readonly paid: number;
}

interface Known {
  readonly fromMs: number;
  readonly deals: Map<bigint, Booking>;
  readonly currency: string;
  readonly digits: number;
}

interface Gap {
  readonly money: number;
  /** Monotonic ms since when balance and deals have differed. */
  readonly sinceMs: number;
}

export interface MoneyBooksPorts {
  readonly deals: Pick<DealLedger, "between">;
  readonly desk: RiskDesk;
  readonly clock: Clock;
}

/**
 * Adds up each account's deals beside its balance. Payments reach us in two frames, a balance and a deal, and in either
 * order: while they differ a loss limit that only the difference breaks is not enforced, for a moment.
 */
export class MoneyBooks {
  readonly #ports: MoneyBooksPorts;
  readonly #known = new Map<AccountId, Known>();
  readonly #gaps = new Map<AccountId, Gap>();

  constructor(ports: MoneyBooksPorts) {
    this.#ports = ports;
  }

  /** To be called with each deal that the ledger has just taken; a corrected one counts as it is now. */
  kept({ account, deal }: KeptDeal): void {
    const known = this.#known.get(account);
    if (known !== undefined) known.deals.set(deal.ticket, bookingOf(deal, known));
  }

  /**
   * Takes in what was booked, and moves with payments what the limits remember. To be called before an account is judged.
   * @returns what the balance shows beyond its deals, minor units. @throws FairleadError STORE_* when they cannot be read.
   */
  look(state: AccountState): number {
    const { desk } = this.#ports;
    const account = state.account.id;
    const record = desk.risk(account)?.record;
    if (record === undefined) return 0;
    const { balance } = desk.riskAccount(state);
    const fromMs = record.books?.fromMs ?? state.figures.brokerMs;
    const bookings = this.#since(state, fromMs);
    if (record.books === undefined) {
      desk.amend(account, (now) => withBooks(now, balance, fromMs, bookings));
      return 0;
    }
    const money = unbooked(record, balance, bookings);
    const isEnded = this.#differ(account, money) >= EXPLAINED_WITHIN_MS;
    desk.amend(account, (now) => withPayments(now, bookings));
    if (money === 0 || isEnded) desk.amend(account, (now) => onNextDay(now, balance, bookings));
    return money;
  }

  /** What may yet be explained by a deal that has not come, minor units: negative = the balance lacks it. */
  awaited(account: AccountId): number {
    const gap = this.#gaps.get(account);
    if (gap === undefined) return 0;
    return this.#ports.clock.monotonicMs() - gap.sinceMs < EXPLAINED_WITHIN_MS ? gap.money : 0;
  }

  /** @returns for how long balance and deals have differed, ms. */
  #differ(account: AccountId, money: number): number {
    const nowMs = this.#ports.clock.monotonicMs();
    const sinceMs = this.#gaps.get(account)?.sinceMs ?? nowMs;
    if (money === 0) this.#gaps.delete(account);
    else this.#gaps.set(account, { money, sinceMs });
    return money === 0 ? 0 : nowMs - sinceMs;
  }

  #since(state: AccountState, fromMs: number): Bookings {
    const known = this.#known.get(state.account.id);
    const { deals } = known !== undefined && known.fromMs <= fromMs ? known : this.#read(state, fromMs);
    let [all, paid] = [0, 0];
    let newest: Bookings["newest"] = null;
    for (const [ticket, { timeMs, worth, paid: payment }] of deals) {
      if (timeMs < fromMs) {
        deals.delete(ticket);
        continue;
      }
      all += worth;
      paid += payment;
      if (newest === null || timeMs > newest.timeMs) newest = { timeMs, all: worth, paid: payment };
      else if (timeMs === newest.timeMs) newest = { timeMs, all: newest.all + worth, paid: newest.paid + payment };
    }
    return { all, paid, newest };
  }

  #read({ account: { id, currency, currencyDigits: digits } }: AccountState, fromMs: number): Known {
    const known: Known = { fromMs, deals: new Map(), currency, digits };
    for (const deal of this.#ports.deals.between(id, fromMs, FAR_MS, MAX_DEALS))
      known.deals.set(deal.ticket, bookingOf(deal, known));
    this.#known.set(id, known);
    return known;
  }
}

function bookingOf(deal: BrokerDeal, { currency, digits }: Pick<Known, "currency" | "digits">): Booking {
  const worth = worthOf(deal, currency, digits);
  return { timeMs: deal.timeMs, worth, paid: isPayment(deal) ? worth : 0 };
}
