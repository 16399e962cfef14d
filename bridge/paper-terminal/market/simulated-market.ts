import { asBrokerMs, type BrokerMs } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Clock } from "../../ports/clock.ts";
import type { MarketSink, MarketSource, MarketSymbol } from "../../ports/market-source.ts";
import type { BarHistory, BarReader } from "./bar-history.ts";
import { brokerOffset, toBroker } from "./broker-zone.ts";
import { FactorPaths, SymbolQuotes } from "./hour-quotes.ts";
import { LiveRun } from "./live-run.ts";
import { QUOTE_MODELS, type QuoteModel } from "./models.ts";
import { PaperCalendar } from "./paper-calendar.ts";
import { type SessionHours, SessionTable, sessionsOf, type Weekends } from "./sessions.ts";
import { SimulatedBars } from "./simulated-bars.ts";
import { simulatedTicks } from "./simulated-ticks.ts";

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
  readonly calendar: PaperCalendar;
  readonly #clock: Clock;
  readonly #quotes = new Map<string, SymbolQuotes>();
  readonly #weekends: Weekends;
  #run: LiveRun | null = null;

  constructor({ clock, seed, weekends, models = QUOTE_MODELS }: SimulatedMarketOptions) {
    this.calendar = new PaperCalendar(seed);
    this.#clock = clock;
    this.#weekends = weekends;
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

  /** Hours in which a symbol is quoted, broker time. */
  sessions(symbol: string): readonly SessionHours[] {
    return sessionsOf(this.#symbol(symbol).model.sessions, this.#weekends);
  }

  /** Seconds that the broker's clock is ahead of UTC now. */
  utcOffsetS(): number {
    return brokerOffset(this.#clock.utcMs()) / 1_000;
  }

  start(sink: MarketSink): void {
    if (this.#run !== null) throw new Error("the simulated market serves one sink at a time");
    this.#run = new LiveRun([...this.#quotes.values()], this.#clock, sink);
  }

  async stop(): Promise<void> {
    await this.#run?.stop();
    this.#run = null;
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
}
