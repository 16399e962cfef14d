import type { BridgeEvent } from "#shared/contract/events.ts";

/** Events kept in the window; the bridge's log file has them all. */
const CAPACITY = 2_000;

/** A `log` stream as the window holds it: newest last, each seq once. The bridge's events by default. */
export class EventLog<T extends { readonly seq: number } = BridgeEvent> {
  readonly #listeners = new Set<() => void>();
  #events: readonly T[] = [];
  #hole = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly all = (): readonly T[] => this.#events;

  /** True when the bridge dropped events that this window never saw. */
  readonly hasHole = (): boolean => this.#hole;

  /** Adds a batch. `hole`: the bridge says that items before this batch are lost to us, so it replaces what is held. */
  add(batch: readonly T[], hole: boolean): void {
    const last = hole ? -1 : (this.#events.at(-1)?.seq ?? -1);
    const fresh = batch.filter((event) => event.seq > last);
    if (hole) this.#hole = true;
    if (fresh.length === 0 && !hole) return;
    this.#events = [...(hole ? [] : this.#events), ...fresh].slice(-CAPACITY);
    for (const listener of this.#listeners) listener();
  }

  /** Another life of the bridge numbers its events anew. */
  restart(): void {
    this.#events = [];
    this.#hole = false;
    for (const listener of this.#listeners) listener();
  }
}
