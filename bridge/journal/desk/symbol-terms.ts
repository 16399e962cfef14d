import type { AccountId } from "#shared/market/brands.ts";
import type { AccountDeals } from "./account-deals.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { decimalsBeyond } from "./price-digits.ts";
import type { PriceTerms } from "./worth.ts";

/** Symbols of which something is not as it was: all of it, or only what a price step is worth. */
export interface ChangedSymbols {
  readonly whole: ReadonlySet<string>;
  readonly worth: ReadonlySet<string>;
}

/** What prices of an account's symbols are: the instrument's terms, and the decimals that its deals have. */
export class SymbolTerms {
  readonly #account: AccountId;
  readonly #reader: Pick<LedgerReader, "instrument">;
  readonly #terms = new Map<string, PriceTerms | undefined>();
  #digits = new Map<string, number>();

  constructor(account: AccountId, reader: Pick<LedgerReader, "instrument">) {
    this.#account = account;
    this.#reader = reader;
  }

  of(symbol: string): PriceTerms | undefined {
    return this.#terms.get(symbol);
  }

  /** The most decimals that a deal's price has. */
  digitsOf(symbol: string): number {
    return this.#digits.get(symbol) ?? 0;
  }

  /**
   * Looks again.
   * @param changed positions whose deals have changed
   * @param tookAway deals are gone: what they alone had told is forgotten
   */
  refresh(deals: AccountDeals, changed: Iterable<bigint>, tookAway: boolean): ChangedSymbols {
    const [whole, worth] = [new Set<string>(), new Set<string>()];
    const before = this.#digits;
    if (tookAway) this.#digits = new Map();
    for (const position of tookAway ? deals.positions : changed) {
      for (const { symbol, price } of deals.of(position)) {
        const known = this.#digits.get(symbol) ?? 0;
        const digits = decimalsBeyond(price, known);
        if (digits > known) this.#digits.set(symbol, digits);
        if (digits > known && !tookAway) whole.add(symbol);
        if (!this.#terms.has(symbol)) this.#terms.set(symbol, this.#reader.instrument(this.#account, symbol));
      }
    }
    if (tookAway)
      for (const symbol of this.#terms.keys()) if (before.get(symbol) !== this.#digits.get(symbol)) whole.add(symbol);
    for (const [symbol, known] of this.#terms) {
      const now = this.#reader.instrument(this.#account, symbol);
      this.#terms.set(symbol, now);
      if (known?.point !== now?.point || known?.digits !== now?.digits) whole.add(symbol);
      else if (known?.tickSize !== now?.tickSize || known?.tickValueLoss !== now?.tickValueLoss) worth.add(symbol);
    }
    return { whole, worth };
  }
}
