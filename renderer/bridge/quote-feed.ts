import type { Instrument } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { Subscription } from "#shared/rpc/client-types.ts";
import type { KeyedStore } from "../stores/keyed-store.ts";
import type { QuoteStore } from "../stores/quote-store.ts";
import type { BridgeClient } from "./bridge-client.ts";

/**
 * Keeps the quote store subscribed to the instruments of the account on screen, and to nothing while the window is
 * hidden: a hidden window costs the bridge no quotes.
 */
export class QuoteFeed {
  readonly #client: BridgeClient;
  readonly #quotes: QuoteStore;
  readonly #instruments: KeyedStore<InstrumentId, Instrument>;
  readonly #accountId: () => string | undefined;
  #subscription: Subscription | undefined;
  #wanted = "";

  constructor(
    client: BridgeClient,
    quotes: QuoteStore,
    instruments: KeyedStore<InstrumentId, Instrument>,
    accountId: () => string | undefined,
  ) {
    this.#client = client;
    this.#quotes = quotes;
    this.#instruments = instruments;
    this.#accountId = accountId;
  }

  /** Subscribes to what is wanted now; call when accounts, instruments or visibility change. */
  readonly refresh = (): void => {
    const account = this.#accountId();
    const visible = document.visibilityState === "visible";
    const ids = visible
      ? this.#instruments
          .all()
          .filter((instrument) => instrument.accountId === account)
          .map((instrument) => instrument.id)
      : [];
    const wanted = ids.join("\n");
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#subscription?.close();
    this.#subscription =
      ids.length === 0
        ? undefined
        : this.#client.market.quotes.subscribe(
            { instrumentIds: ids },
            {
              items: (batch) => {
                for (const quote of batch) this.#quotes.put(quote);
                return this.#quotes.flushed();
              },
            },
          );
  };
}
