import { type BrokerMs, asBrokerMs } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MarketSink, MarketSource, MarketSymbol } from "../../ports/market-source.ts";
import type { BarHistory, BarReader } from "./bar-history.ts";
import { toBroker } from "./broker-zone.ts";
import { FactorPaths, SymbolQuotes } from "./hour-quotes.ts";
import { LiveFeed } from "./live-feed.ts";
import { QUOTE_MODELS, type QuoteModel } from "./models.ts";
import { SessionTable, type Weekends, sessionsOf } from "./sessions.ts";
import { SimulatedBars } from "./simulated-bars.ts";
import { simulatedTicks } from "./simulated-ticks.ts";

/** Ticks are handed over at most this often, as MT5's own event queue coalesces them. */
const PACE_MS = 15;
/** A clock that ran further than this between two looks has slept: what was missed is history, not news. */
const SLEPT_MS = 30_000;
/** The first moment of the simulated market's history: 3 January 2022, a Monday. */
const BEGAN_MS = Date.UTC(2022, 0, 3);

export interface SimulatedMarketOptions {
  readonly clock: Clock;
  /** Same seed, same market: every tick of every year. */
  readonly seed: number;
  readonly weekends: Weekends;
  readonly models?: readonly QuoteModel[];
}

/**
 * The market that a newcomer meets: made up, but in the way of a real one, and living at every hour of the week. It is a
 * function of seed and time, so its past can be asked for at any depth and agrees with what was seen live.
 */
export class SimulatedMarket implements MarketSource, BarHistory {
  readonly #clock: Clock;
  readonly #quotes = new Map<string, SymbolQuotes>();
  #stop: (() => Promise<void>) | null = null;

  constructor({ clock, seed, weekends, models = QUOTE_MODELS }: SimulatedMarketOptions) {
    this.#clock = clock;
    const factors = new FactorPaths(seed);
    for (const model of models) {
      const sessions = new SessionTable(sessionsOf(model.sessions, weekends));
      this.#quotes.set(model.name, new SymbolQuotes(seed, model, factors, sessions));
    }
  }

  symbols(): readonly MarketSymbol[] {
    return [...this.#quotes.values()].map(({ model: { name, digits } }) => ({ name, digits, point: 1 / 10 ** digits }));
  }

  now(): BrokerMs {
    return asBrokerMs(toBroker(this.#clock.utcMs()));
  }

  start(sink: MarketSink): void {
    if (this.#stop !== null) throw new Error("the simulated market serves one sink at a time");
    this.#stop = this.#run(sink);
  }

  async stop(): Promise<void> {
    await this.#stop?.();
    this.#stop = null;
  }

  async history(symbol: string, fromMs: number, toMs: number, limit: number): Promise<TickColumns> {
    const from = Math.max(fromMs, BEGAN_MS);
    return await simulatedTicks(this.#symbol(symbol), { fromMs: from, toMs, limit }, this.#clock.utcMs());
  }

  bars(symbol: string, timeframe: Timeframe, fromMs: number, toMs: number): BarReader {
    const span = { fromMs, toMs, oldestMs: BEGAN_MS };
    return new SimulatedBars(this.#symbol(symbol), timeframe, span, this.#clock.utcMs());
  }

  #symbol(name: string): SymbolQuotes {
    const quotes = this.#quotes.get(name);
    if (quotes === undefined) throw new RangeError(`the simulated market has no ${name}`);
    return quotes;
  }

  #run(sink: MarketSink): () => Promise<void> {
    const symbols = [...this.#quotes.values()];
    let seenUtc: number = this.#clock.utcMs();
    let feed = new LiveFeed(symbols, seenUtc);
    let running = true;
    let delivering: Promise<void> = Promise.resolve();
    let cancel = (): void => {};
    const deliver = async (): Promise<void> => {
      const nowUtc = this.#clock.utcMs();
      if (nowUtc - seenUtc > SLEPT_MS) {
        feed = new LiveFeed(symbols, nowUtc);
        sink.moved(this.now());
      }
      seenUtc = Math.max(seenUtc, nowUtc);
      for (let run = feed.take(seenUtc); run !== null && running; run = feed.take(seenUtc)) {
        const held = sink.ticks(run.symbol, run.ticks);
        if (held !== undefined) await held;
      }
      if (running) schedule();
    };
    const schedule = (): void => {
      const wait = Math.max(PACE_MS, feed.nextUtc - this.#clock.utcMs());
      cancel = this.#clock.after(Math.min(wait, 1_000), () => {
        delivering = deliver();
      });
    };
    schedule();
    return async () => {
      running = false;
      cancel();
      await delivering;
    };
  }
}
