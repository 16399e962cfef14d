import type { z } from "zod";
import type { Stream } from "../contract/descriptor.ts";

/** Told which keys changed or vanished; reads the values itself when it is ready for them. */
export interface LatestWatcher {
  changed(key: string): void;
  gone(key: string): void;
}

/** What a `latest` handler returns: a topic, or a topic of which the reader wants only some keys. */
export interface LatestView<T> {
  readonly topic: LatestTopic<T>;
  /** Absent = every key. */
  readonly wants?: (key: string) => boolean;
}

/**
 * The newest value of each key. However fast values change and however slow readers are, it holds one value a key and
 * each reader one mark a key.
 */
export class LatestTopic<T> {
  readonly #keyOf: (item: T) => string;
  readonly #maxKeys: number;
  readonly #values = new Map<string, T>();
  readonly #watchers = new Set<LatestWatcher>();

  /** @param maxKeys when full, the key set longest ago leaves: for keys that are moments, as in a series of bars. */
  constructor(keyOf: (item: T) => string, maxKeys = Number.POSITIVE_INFINITY) {
    this.#keyOf = keyOf;
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#values.size;
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  set(item: T): void {
    const key = this.#keyOf(item);
    const known = this.#values.has(key);
    this.#values.set(key, item);
    if (!known && this.#values.size > this.#maxKeys) this.#dropOldest();
    for (const watcher of this.#watchers) watcher.changed(key);
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return;
    for (const watcher of this.#watchers) watcher.gone(key);
  }

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  watch(watcher: LatestWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #dropOldest(): void {
    const oldest = this.#values.keys().next().value;
    if (oldest !== undefined) this.#values.delete(oldest);
  }
}

/** A topic whose key is the one that the contract entry names; without a name it holds a single value. */
export function topicOf<M extends "latest" | "log" | "bulk", P extends z.ZodType, T extends z.ZodType>(
  entry: Stream<M, P, T>,
  maxKeys?: number,
): LatestTopic<z.output<T>> {
  const name = entry.key;
  const keyOf = (item: z.output<T>): string =>
    name === undefined ? "" : String((item as Readonly<Record<string, unknown>>)[name]);
  return new LatestTopic(keyOf, maxKeys);
}
