import type { Frame, ItemOf } from "#shared/link/frame.ts";
import type { MarketFeed } from "./market-feed.ts";
import type { Outlet } from "./outlet.ts";
import type { SymbolDesk } from "./symbol-desk.ts";
import type { TerminalData } from "./terminal-data.ts";
import type { TickPump } from "./tick-pump.ts";
import type { Cursor } from "./tick-ring.ts";
import type { Subscription } from "./tick-stream.ts";

/** MQL5's ERR_MARKET_UNKNOWN_SYMBOL (mql5.com/en/docs/constants/errorswarnings/errorcodes). */
const UNKNOWN_SYMBOL = 4_301;
/** A new stream begins with this many of the last ticks, so that a quote is on screen at once. */
const AT_HAND = 64;

export interface SubscriptionDeskPorts {
  readonly outlet: Outlet;
  readonly feed: MarketFeed;
  readonly data: TerminalData;
  readonly pump: TickPump;
  readonly symbols: SymbolDesk;
  readonly primed: Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Opens and closes tick streams, one request after another, in the order in which they came. */
export class SubscriptionDesk {
  readonly #ports: SubscriptionDeskPorts;
  #last: Promise<void>;
  #closed = false;

  constructor(ports: SubscriptionDeskPorts) {
    this.#ports = ports;
    this.#last = ports.primed;
  }

  subscribe(frame: Frame<"Subscribe">): void {
    // What was sent under the old cursor must not be followed by more of it.
    for (const { stream } of frame.items) this.#ports.pump.drop(stream);
    this.#then(() => this.#subscribe(frame));
  }

  unsubscribe({ items }: Frame<"Unsubscribe">): void {
    for (const { stream } of items) this.#ports.pump.drop(stream);
    this.#then(() => {
      for (const { stream } of items) this.#ports.pump.drop(stream);
    });
  }

  /** Keeps an answer that takes time in line with the subscriptions. */
  inLine(work: () => Promise<void>): void {
    this.#then(work);
  }

  close(): void {
    this.#closed = true;
  }

  #then(work: () => Promise<void> | void): void {
    this.#last = this.#last.then(() => (this.#closed ? undefined : work()));
    this.#last.catch((error: unknown) => {
      if (!this.#closed) this.#ports.failed(error);
    });
  }

  async #subscribe({ fields, items }: Frame<"Subscribe">): Promise<void> {
    const { outlet, data, symbols, feed } = this.#ports;
    const known = items.filter(({ symbol }) => data.has(symbol));
    const states = items.map(
      ({ stream, symbol }): ItemOf<"Subscribed"> =>
        data.has(symbol)
          ? { stream, status: "live", error: 0 }
          : { stream, status: "unknownSymbol", error: UNKNOWN_SYMBOL },
    );
    outlet.post("Subscribed", { fields, items: states });
    if (known.length === 0) return;
    symbols.tell([...new Set(known.map(({ symbol }) => symbol))]);
    feed.start();
    for (const item of known) await this.#open(item);
  }

  async #open(item: Subscription): Promise<void> {
    const { data, feed } = this.#ports;
    const now = data.now();
    if (item.cursorMs > now) return this.#begin(item, { timeMs: now, count: 0 }, true);
    if (item.cursorMs === 0) return this.#begin(item, await this.#atHand(item.symbol, now), false);
    // As MT5 does: from the cursor, or from the oldest tick there is. What lies between is the bridge's to ask about.
    const cursor = { timeMs: item.cursorMs, count: item.countAtCursor };
    this.#begin(item, item.cursorMs >= feed.oldestMs ? cursor : { timeMs: feed.oldestMs, count: 0 }, false);
  }

  #begin(item: Subscription, cursor: Cursor, ranBack: boolean): void {
    if (!this.#closed) this.#ports.pump.open(item, cursor, ranBack);
  }

  async #atHand(symbol: string, now: number): Promise<Cursor> {
    const { data } = this.#ports;
    const ticks = await data.latest(symbol, AT_HAND);
    return { timeMs: ticks.timeMs[0] ?? now, count: 0 };
  }
}
