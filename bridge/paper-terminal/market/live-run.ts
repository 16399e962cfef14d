import { asBrokerMs } from "#shared/market/brands.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MarketSink } from "../../ports/market-source.ts";
import { toBroker } from "./broker-zone.ts";
import type { SymbolQuotes } from "./hour-quotes.ts";
import { LiveFeed } from "./live-feed.ts";

/** Ticks are handed over at most this often, as MT5's own event queue coalesces them. */
const PACE_MS = 15;
/** A clock that ran further than this between two looks has slept: what was missed is history, not news. */
const SLEPT_MS = 30_000;
/** Longest wait between two looks at the clock: somebody may set it. */
const LOOK_MS = 1_000;

/** Delivers the live ticks to one sink, from now on until stopped. */
export class LiveRun {
  readonly #symbols: readonly SymbolQuotes[];
  readonly #clock: Clock;
  readonly #sink: MarketSink;
  #feed: LiveFeed;
  #seenUtc: number;
  #running = true;
  #delivering: Promise<void> = Promise.resolve();
  #cancel: () => void = () => {};

  constructor(symbols: readonly SymbolQuotes[], clock: Clock, sink: MarketSink) {
    this.#symbols = symbols;
    this.#clock = clock;
    this.#sink = sink;
    this.#seenUtc = clock.utcMs();
    this.#feed = new LiveFeed(symbols, this.#seenUtc);
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    await this.#delivering;
  }

  #schedule(): void {
    const wait = Math.max(PACE_MS, this.#feed.nextUtc - this.#clock.utcMs());
    this.#cancel = this.#clock.after(Math.min(wait, LOOK_MS), () => {
      this.#delivering = this.#deliver();
    });
  }

  async #deliver(): Promise<void> {
    const nowUtc = this.#clock.utcMs();
    if (nowUtc - this.#seenUtc > SLEPT_MS) {
      this.#feed = new LiveFeed(this.#symbols, nowUtc);
      this.#sink.moved(asBrokerMs(toBroker(nowUtc)));
    }
    // A clock that was set back is waited for: nothing is delivered twice.
    this.#seenUtc = Math.max(this.#seenUtc, nowUtc);
    while (this.#running) {
      const run = this.#feed.take(this.#seenUtc);
      if (run === null) break;
      const held = this.#sink.ticks(run.symbol, run.ticks);
      if (held !== undefined) await held;
    }
    if (this.#running) this.#schedule();
  }
}
