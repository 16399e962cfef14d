import type { BrokerMs } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";

/** What a market knows of an instrument by itself; contract size, margin and the rest are the paper broker's. */
export interface MarketSymbol {
  readonly name: string;
  /** Decimals of a quoted price; `point` is 10 ** -digits. */
  readonly digits: number;
  readonly point: number;
}

/** Where a market delivers. */
export interface MarketSink {
  /**
   * Ticks of one symbol, oldest first; over all symbols, no call starts before the previous call's last tick.
   * The columns belong to the sink. A returned promise holds the market back until it settles (back-pressure).
   */
  ticks(symbol: string, ticks: TickColumns): void | Promise<void>;
  /** The market clock was set to `to` by a seek: what follows may be earlier than what came before. */
  moved(to: BrokerMs): void;
  /** No more ticks will come; the clock stands at its last value. */
  ended(): void;
}

/** A market that the paper terminal quotes: simulated, or replayed from files. */
export interface MarketSource {
  symbols(): readonly MarketSymbol[];
  /** The market's clock, broker time. Before `start` it is the time of the first tick. */
  now(): BrokerMs;
  /** Begins delivery; at most one sink at a time. */
  start(sink: MarketSink): void;
  /** Ends delivery and gives back files and timers; resolves when nothing will call the sink any more. */
  stop(): Promise<void>;
  /**
   * What this market's past shows: up to `limit` ticks of a symbol with fromMs <= time < toMs and time <= now(), oldest
   * first. A tick that was delivered is in the past at once, also while the clock stands at it; one at `now()` may still
   * be on its way to the sink.
   */
  history(symbol: string, fromMs: number, toMs: number, limit: number): Promise<TickColumns>;
}
