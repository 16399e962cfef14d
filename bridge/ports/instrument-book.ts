import type { AccountId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";

/** The last known specification of each instrument, so that stored charts can be read with no terminal connected. */
export interface InstrumentBook {
  /** Keeps `spec` under its symbol; true when it differs from what was known. On disk when the call returns. */
  put(account: AccountId, spec: InstrumentSpec): boolean;
  get(account: AccountId, symbol: string): InstrumentSpec | undefined;
  /** Every instrument of an account, by symbol. */
  of(account: AccountId): readonly InstrumentSpec[];
}
