/** Anything with a place in an order that only grows. */
export interface Sequenced {
  readonly seq: number;
}

export interface LogPage<T> {
  readonly items: readonly T[];
  /** True when items after the asked position are no longer held. */
  readonly hole: boolean;
}

/** The last `capacity` items of an ordered log; readers keep only a position. */
export class LogRing<T extends Sequenced> {
  /** Names this life of the ring: a position of another life is a hole. */
  readonly epoch: string;
  readonly #capacity: number;
  readonly #items: T[] = [];
  #head = 0;
  readonly #watchers = new Set<() => void>();

  constructor(epoch: string, capacity: number) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError("a ring holds at least one item");
    this.epoch = epoch;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Seq of the newest item; 0 while empty. */
  get lastSeq(): number {
    return this.#items.length === 0 ? 0 : this.#at(this.#items.length - 1).seq;
  }

  /** @throws RangeError unless `item.seq` is one more than the last (any seq may be the first). */
  append(item: T): void {
    if (this.#items.length > 0 && item.seq !== this.lastSeq + 1) {
      throw new RangeError(`seq ${item.seq} does not follow ${this.lastSeq}`);
    }
    if (this.#items.length < this.#capacity) {
      this.#items.push(item);
    } else {
      this.#items[this.#head] = item;
      this.#head = (this.#head + 1) % this.#capacity;
    }
    for (const watcher of this.#watchers) watcher();
  }

  /** Up to `limit` items after `seq`, oldest first; after a hole those that are still held. */
  after(seq: number, limit: number): LogPage<T> {
    if (this.#items.length === 0) return { items: [], hole: false };
    const first = this.#at(0).seq;
    const hole = seq + 1 < first || seq > this.lastSeq;
    const from = hole ? 0 : seq + 1 - first;
    const items: T[] = [];
    for (let at = from; at < this.#items.length && items.length < limit; at += 1) items.push(this.#at(at));
    return { items, hole };
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #at(index: number): T {
    const item = this.#items[(this.#head + index) % this.#items.length];
    if (item === undefined) throw new RangeError("outside the ring");
    return item;
  }
}
