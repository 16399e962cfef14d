import type { InstrumentId } from "#shared/market/brands.ts";

/** Takes the last tick of every committed or arriving frame; called on the hot path, so it must be cheap and never throw. */
export interface QuoteHub {
  quote(instrument: InstrumentId, bid: number, ask: number, timeMs: number, flags: number): void;
}
