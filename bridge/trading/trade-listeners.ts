import type { EventSink } from "../ports/event-sink.ts";
import type { TradeEventListener } from "../ports/trade-events.ts";

/** Tells what happens to orders and positions to every part that wants to know. A fault in one stops no other. */
export class TradeListeners implements Required<TradeEventListener> {
  readonly #listeners = new Set<TradeEventListener>();
  readonly #events: EventSink;

  constructor(events: EventSink) {
    this.#events = events;
  }

  add(listener: TradeEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  intent(...told: Parameters<Required<TradeEventListener>["intent"]>): void {
    this.#each((listener) => listener.intent?.(...told));
  }

  deal(...told: Parameters<Required<TradeEventListener>["deal"]>): void {
    this.#each((listener) => listener.deal?.(...told));
  }

  closed(...told: Parameters<Required<TradeEventListener>["closed"]>): void {
    this.#each((listener) => listener.closed?.(...told));
  }

  #each(call: (listener: TradeEventListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        call(listener);
      } catch (error) {
        const why = error instanceof Error ? error.message : "no reason given";
        const message = `A part of Fairlead could not deal with what a trade told it: ${why}`;
        this.#events.report({ severity: "error", code: "TRADE_LISTENER_FAILED", message, details: { why } });
      }
    }
  }
}
