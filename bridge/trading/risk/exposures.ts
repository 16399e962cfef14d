import type { AccountId } from "#shared/market/brands.ts";
import { type AccountExposure, exposureOf } from "#shared/trading/exposure/account-exposure.ts";
import type { Charges } from "#shared/trading/exposure/charges.ts";
import type { LineTerms } from "#shared/trading/exposure/risk-line.ts";
import type { Rates } from "#shared/trading/valuation/rates.ts";
import type { AccountState } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { AccountMarkets } from "./account-markets.ts";
import type { OrdersUnderWay } from "./orders-under-way.ts";

/** Rates move with every tick; what an account risks is counted anew this often all the same. */
const KEPT_MS = 250;

/** What trading a symbol costs an account beyond the spread. */
export type ChargesOf = (account: AccountId, symbol: string) => Charges;

interface Kept {
  readonly exposure: AccountExposure;
  readonly rates: Rates;
  readonly positionsAt: number;
  readonly ordersAt: number;
  readonly underWay: number;
  readonly atMs: number;
  /** Brokers offer thousands of symbols: their rates are not gathered anew for each order of a burst. */
  readonly ratesAtMs: number;
}

/** What each account puts at risk, orders that no snapshot shows yet among it, counted once per snapshot and quarter of a second. */
export class Exposures {
  readonly #markets: AccountMarkets;
  readonly #clock: Clock;
  readonly #charges: ChargesOf;
  readonly #underWay: OrdersUnderWay;
  readonly #kept = new Map<AccountId, Kept>();

  constructor(markets: AccountMarkets, clock: Clock, charges: ChargesOf, underWay: OrdersUnderWay) {
    this.#markets = markets;
    this.#clock = clock;
    this.#charges = charges;
    this.#underWay = underWay;
  }

  of(state: AccountState): { readonly exposure: AccountExposure; readonly rates: Rates } {
    const { id } = state.account;
    const atMs = this.#clock.monotonicMs();
    const known = this.#kept.get(id);
    const positionsAt = state.positions.takenAt;
    const ordersAt = state.orders.takenAt;
    const underWay = this.#underWay.version(id);
    const isSame = known?.positionsAt === positionsAt && known.ordersAt === ordersAt && known.underWay === underWay;
    if (known !== undefined && isSame && atMs - known.atMs < KEPT_MS) return known;
    const isFresh = known !== undefined && atMs - known.ratesAtMs < KEPT_MS;
    const rates = isFresh ? known.rates : this.#markets.rates(id);
    const terms = (symbol: string): LineTerms | null => this.terms(state, symbol, rates);
    const made = {
      exposure: exposureOf(state.positions.is, [...state.orders.is, ...this.#underWay.beside(state)], terms),
      rates,
      positionsAt,
      ordersAt,
      underWay,
      atMs,
      ratesAtMs: isFresh ? known.ratesAtMs : atMs,
    };
    this.#kept.set(id, made);
    return made;
  }

  /** What lines of a symbol are counted with; null while its specification is not known. */
  terms({ account }: AccountState, symbol: string, rates: Rates): LineTerms | null {
    const spec = this.#markets.spec(account.id, symbol);
    if (spec === null) return null;
    const quote = this.#markets.quote(account.id, symbol);
    const charges = this.#charges(account.id, symbol);
    return { spec, quote, charges, currency: account.currency, digits: account.currencyDigits, rates };
  }
}
