import { isDeepStrictEqual } from "node:util";
import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import type { InstrumentBook } from "../ports/instrument-book.ts";

/** Keeps the embedded terminal's specifications for this run only: it is no paired terminal, and the ledger has no account of it. */
export class PassingInstruments implements InstrumentBook {
  readonly #ledger: InstrumentBook;
  readonly #embedded: AccountId | undefined;
  readonly #specs = new Map<string, InstrumentSpec>();

  constructor(ledger: InstrumentBook, embedded: AccountId | undefined) {
    this.#ledger = ledger;
    this.#embedded = embedded;
  }

  put(account: AccountId, spec: InstrumentSpec): boolean {
    if (account !== this.#embedded) return this.#ledger.put(account, spec);
    const changed = !isDeepStrictEqual(this.#specs.get(spec.symbol), spec);
    this.#specs.set(spec.symbol, spec);
    return changed;
  }

  get(account: AccountId, symbol: string): InstrumentSpec | undefined {
    return account === this.#embedded ? this.#specs.get(symbol) : this.#ledger.get(account, symbol);
  }

  of(account: AccountId): readonly InstrumentSpec[] {
    return account === this.#embedded ? [...this.#specs.values()] : this.#ledger.of(account);
  }
}
