import type { TickColumns } from "#shared/market/tick.ts";
import type { MarketSink } from "../../ports/market-source.ts";
import type { PaperMarket } from "../market/paper-market.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import { TerminalData } from "./terminal-data.ts";
import type { TickPump } from "./tick-pump.ts";

/** A symbol may have this many ticks waiting for the bridge before the market is held back, and until so few are left. */
const HOLD = 4_096;
const RELEASE = 1_024;

/** Takes the market's ticks: the server values by them, the terminal keeps them at hand, and the session sends them. */
export class MarketFeed implements MarketSink {
  readonly data: TerminalData;
  readonly #market: PaperMarket;
  readonly #server: TradeServer;
  readonly #tickDepthMs: number;
  #pump: TickPump | null = null;
  #leftBehind: () => void = () => {};
  #held: { readonly symbol: string; readonly release: () => void } | null = null;
  #started = false;

  constructor(market: PaperMarket, server: TradeServer, tickDepthMs: number) {
    this.#market = market;
    this.#server = server;
    this.#tickDepthMs = tickDepthMs;
    this.data = new TerminalData(market);
  }

  /** Lets the market run: it waits for the first subscription, so that a recording does not pass unseen. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.data.moved(this.#market.now());
    this.#market.start(this);
  }

  async stop(): Promise<void> {
    this.#pump = null;
    this.#release();
    if (this.#started) await this.#market.stop();
    this.#started = false;
  }

  /**
   * From now on ticks leave through `pump`. `leftBehind` is called when the market went on (the computer slept) so far
   * that a stream's next ticks cannot be had any more.
   */
  serve(pump: TickPump, leftBehind: () => void): void {
    this.#pump = pump;
    this.#leftBehind = leftBehind;
    this.#release();
  }

  /** Nobody listens to `pump` any more: ticks stay in the market's past. */
  leave(pump: TickPump): void {
    if (this.#pump !== pump) return;
    this.#pump = null;
    this.#release();
  }

  /** The oldest broker time of which the paper broker has ticks now. */
  get oldestMs(): number {
    return this.#market.now() - this.#tickDepthMs;
  }

  /** To be called whenever frames were acknowledged. */
  relax(): void {
    if (this.#held !== null && (this.#pump?.backlog(this.#held.symbol) ?? 0) <= RELEASE) this.#release();
  }

  ticks(symbol: string, ticks: TickColumns): void | Promise<void> {
    if (ticks.count === 0) return;
    this.#server.ticks(symbol, ticks);
    const backwards = this.data.add(symbol, ticks);
    const pump = this.#pump;
    if (pump === null) return;
    if (backwards) pump.wentBack(ticks.timeMs[0] as number, symbol);
    pump.pump();
    if (pump.backlog(symbol) < HOLD) return;
    return new Promise((release) => {
      this.#held = { symbol, release };
    });
  }

  moved(toMs: number): void {
    const backwards = toMs < this.data.lastQuoteMs;
    this.data.moved(toMs);
    if (this.#pump === null) return;
    if (backwards) this.#pump.wentBack(toMs);
    else if (this.#pump.isBehind(this.oldestMs)) return this.#leftBehind();
    this.#pump.pump();
  }

  /** The clock stands: everything that came is still served. */
  ended(): void {}

  #release(): void {
    this.#held?.release();
    this.#held = null;
  }
}
