type Listener = () => void;

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
    if (Object.is(this.#values.get(key), value) && value !== undefined) return;
    this.#values.set(key, value);
    this.#publish();
  }

  delete(key: K): void {
    if (this.#values.delete(key)) this.#publish();
  }

  /** Keeps only these keys: what a fresh connection no longer reports is gone. */
  retain(keys: ReadonlySet<K>): void {
    let gone = false;
    for (const key of this.#values.keys()) if (!keys.has(key)) gone = this.#values.delete(key) || gone;
    if (gone) this.#publish();
  }

  #publish(): void {
    this.#all = [...this.#values.values()];
    for (const listener of this.#listeners) listener();
  }
}
