import type { InstrumentId } from "#shared/market/brands.ts";
import type { QuoteHub } from "../ports/quote-hub.ts";

/** Hears every quote, on the hot path: cheap, and never throws. */
export type QuoteListener = (instrument: InstrumentId, bid: number, ask: number, timeMs: number, flags: number) => void;

/** Hands each quote of the collector to those who show it. */
export class LiveQuotes implements QuoteHub {
  readonly #listeners: readonly QuoteListener[];

  constructor(listeners: readonly QuoteListener[]) {
    this.#listeners = listeners;
  }

  quote(instrument: InstrumentId, bid: number, ask: number, timeMs: number, flags: number): void {
    for (const listener of this.#listeners) listener(instrument, bid, ask, timeMs, flags);
  }
}
