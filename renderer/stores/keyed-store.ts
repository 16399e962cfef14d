type Listener = () => void;

export interface KeyedChange<K, V> {
  readonly set?: readonly (readonly [K, V])[];
  readonly gone?: readonly K[];
  readonly only?: boolean;
}

/**
 * Latest value by key, for streams in `latest` mode that change rarely (accounts, links, instruments, settings).
 * Reads are snapshots that stay identical until something changes, as `useSyncExternalStore` asks.
 */
export class KeyedStore<K extends string, V> {
  readonly #values = new Map<K, V>();
  readonly #listeners = new Set<Listener>();
  #all: readonly V[] = [];

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** All values in order of first arrival. */
  readonly all = (): readonly V[] => this.#all;

  get(key: K): V | undefined {
    return this.#values.get(key);
  }

  set(key: K, value: V): void {
    this.apply({ set: [[key, value]] });
  }

  delete(key: K): void {
    this.apply({ gone: [key] });
  }

  /** Several changes that listeners are told of once. `only`: every key that is not among those set is dropped, too. */
  apply({ set = [], gone = [], only = false }: KeyedChange<K, V>): void {
    let changed = false;
    for (const [key, value] of set) {
      if (this.#values.has(key) && Object.is(this.#values.get(key), value)) continue;
      this.#values.set(key, value);
      changed = true;
    }
    for (const key of gone) changed = this.#values.delete(key) || changed;
    if (only) {
      const kept = new Set(set.map(([key]) => key));
      for (const key of this.#values.keys()) if (!kept.has(key)) changed = this.#values.delete(key) || changed;
    }
    if (changed) this.#publish();
  }

  #publish(): void {
    this.#all = [...this.#values.values()];
    for (const listener of this.#listeners) listener();
  }
}
