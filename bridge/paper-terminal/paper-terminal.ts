import type { Clock } from "../ports/clock.ts";
import type { PaperMarket } from "./market/paper-market.ts";
import { Connection } from "./peer/connection.ts";
import type { Connections, IdentityStore } from "./peer/identity.ts";
import { MarketFeed } from "./peer/market-feed.ts";
import { TradeDesk } from "./peer/trading/trade-desk.ts";
import { type TradeMemory, VolatileTradeMemory } from "./peer/trading/trade-memory.ts";
import { primeQuotes } from "./trade-server/prime-quotes.ts";
import type { TradeServer } from "./trade-server/trade-server.ts";

/** Wait after a failed connection: first, and longest; it doubles in between. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

export interface PaperTerminalOptions {
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly server: TradeServer;
  readonly connections: Connections;
  readonly identity: IdentityStore;
  /** The pairing code, where an EA would read it; null = pairing is not open. The embedded terminal needs none. */
  readonly pairingCode?: () => string | null;
  /** How far back the paper broker keeps ticks, ms (bars it keeps for years); by default as far as the market does. */
  readonly tickDepthMs?: number;
  /** What the terminal remembers of its trading across restarts; nothing by default. */
  readonly memory?: TradeMemory;
  /** Hears why a connection ended. */
  readonly trouble?: (why: string) => void;
}

/**
 * A terminal without MetaTrader: it speaks the link exactly as the EA does, and quotes a simulated or replayed market to
 * an account of the simulated trade server. It connects until it is stopped, and begins anew whenever the link breaks.
 */
export class PaperTerminal {
  readonly #options: PaperTerminalOptions;
  readonly #feed: MarketFeed;
  readonly #desk: TradeDesk;
  #connection: Connection | null = null;
  #cancelDial: () => void = () => {};
  #primed: Promise<void> = Promise.resolve();
  #waitMs = FIRST_WAIT_MS;
  #running = false;

  constructor(options: PaperTerminalOptions) {
    this.#options = options;
    this.#feed = new MarketFeed(options.market, options.server, options.tickDepthMs ?? Number.POSITIVE_INFINITY);
    const { clock, server, memory = new VolatileTradeMemory() } = options;
    this.#desk = new TradeDesk({ clock, server, memory });
  }

  start(): void {
    this.#running = true;
    this.#primed = primeQuotes(this.#options.market, this.#options.server);
    // A failure shows in the session that waits for it.
    this.#primed.catch(() => undefined);
    this.#desk.start();
    this.#dial();
  }

  /** Says good-bye, and gives back timers and market. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancelDial();
    this.#connection?.leave();
    this.#connection = null;
    this.#desk.stop();
    await this.#feed.stop();
  }

  #dial(): void {
    try {
      this.#connection = this.#connect();
    } catch (error) {
      this.#again(`no connection could be made: ${String(error)}`, null);
    }
  }

  #connect(): Connection {
    const { market } = this.#options;
    return new Connection({
      ...this.#options,
      pairingCode: this.#options.pairingCode ?? (() => null),
      utcOffsetS: () => market.utcOffsetS(),
      feed: this.#feed,
      desk: this.#desk,
      primed: this.#primed,
      opened: () => {
        this.#waitMs = FIRST_WAIT_MS;
      },
      over: (why, waitMs) => this.#again(why, waitMs),
    });
  }

  #again(why: string, waitMs: number | null): void {
    this.#connection = null;
    this.#options.trouble?.(why);
    if (!this.#running) return;
    const wait = waitMs ?? this.#waitMs;
    if (waitMs === null) this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
    this.#cancelDial = this.#options.clock.after(wait, () => this.#dial());
  }
}
