import type { Clock } from "../../ports/clock.ts";
import type { Changes } from "./engine/changes.ts";
import { Fates } from "./faults/fate.ts";
import { NO_FAULTS } from "./faults/fault-plan.ts";
import type { TradeEvent, TradeListener } from "./trade-listener.ts";

/** Tells terminals what happened, as badly as the fault plan wants. State is always told; only events get lost. */
export class Telegraph {
  readonly #clock: Clock;
  readonly #listeners = new Set<TradeListener>();
  #fates = new Fates(NO_FAULTS);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  setFates(fates: Fates): void {
    this.#fates = fates;
  }

  listen(listener: TradeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(changes: Changes, lagMs: number): void {
    if (this.#listeners.size === 0) return;
    for (const listener of this.#listeners) listener.changed(changes, lagMs);
    this.#send(
      [...this.#listeners],
      changes.transactions.map((transaction) => ({ transaction })),
    );
  }

  /** MT5 tells every program of a terminal of each request. */
  tell(events: readonly TradeEvent[]): void {
    this.#send([...this.#listeners], events);
  }

  connected(up: boolean): void {
    for (const listener of this.#listeners) listener.connected(up);
  }

  #send(listeners: readonly TradeListener[], events: readonly TradeEvent[]): void {
    const now: TradeEvent[] = [];
    const last: TradeEvent[] = [];
    for (const event of events) {
      const { times, delayMs, last: after } = this.#fates.transaction();
      const copies = Array.from({ length: times }, () => event);
      if (delayMs > 0) this.#clock.after(delayMs, () => this.#hand(listeners, copies));
      else (after ? last : now).push(...copies);
    }
    this.#hand(listeners, [...now, ...last.toReversed()]);
  }

  #hand(listeners: readonly TradeListener[], events: readonly TradeEvent[]): void {
    if (events.length === 0) return;
    for (const listener of listeners) if (this.#listeners.has(listener)) listener.events(events);
  }
}
