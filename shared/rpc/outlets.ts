import type { LogPosition } from "./frames.ts";
import type { LatestView } from "./latest.ts";
import type { LogRing, Sequenced } from "./log.ts";
import type { Clock } from "./platform.ts";

/** What a batch adds to a stream's id; see HostFrame `items`. */
export interface Batch<T> {
  readonly items: readonly T[];
  readonly full?: true;
  readonly gone?: readonly string[];
  readonly position?: LogPosition;
  readonly hole?: number;
}

/** The bridge's end of one open stream. It begins with one credit and sends nothing without. */
export interface Outlet {
  credit(n: number): void;
  close(): void;
}

const MAX_BATCH = 4_096;
const MAX_LOG_BATCH = 512;
/** More would only move memory from the bridge to the wire. */
const MAX_BULK_CREDIT = 16;
/** A reader that takes its time is no reason to wait still longer. */
const LONGEST_REST_MS = 50;

/** Sends the newest value of each changed key; holds one mark a key between two credits, however many changes come. */
export class LatestOutlet<T> implements Outlet {
  readonly #view: LatestView<T>;
  readonly #clock: Clock;
  readonly #send: (batch: Batch<T>) => void;
  readonly #dirty = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #unwatch: () => void;
  #begun = false;
  #credit = true;
  #scheduled = false;
  #closed = false;

  constructor(view: LatestView<T>, clock: Clock, send: (batch: Batch<T>) => void) {
    this.#view = view;
    this.#clock = clock;
    this.#send = send;
    for (const key of view.topic.keys()) if (this.#wants(key)) this.#dirty.add(key);
    this.#unwatch = view.topic.watch({
      changed: (key) => {
        if (!this.#wants(key)) return;
        this.#gone.delete(key);
        this.#dirty.add(key);
        this.#schedule();
      },
      gone: (key) => {
        if (!this.#wants(key)) return;
        this.#dirty.delete(key);
        this.#gone.add(key);
        this.#schedule();
      },
    });
    this.#schedule();
  }

  /** Marks waiting to be sent: for the bound's own test. */
  get pending(): number {
    return this.#dirty.size + this.#gone.size;
  }

  credit(): void {
    this.#credit = true;
    if (this.pending > 0) this.#flush();
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
    this.#dirty.clear();
    this.#gone.clear();
  }

  #wants(key: string): boolean {
    return this.#view.wants === undefined || this.#view.wants(key);
  }

  #schedule(): void {
    if (this.#scheduled || !this.#credit) return;
    this.#scheduled = true;
    this.#clock.soon(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#closed || !this.#credit || (this.#begun && this.pending === 0)) return;
    const items: T[] = [];
    for (const key of this.#dirty) {
      this.#dirty.delete(key);
      const item = this.#view.topic.get(key);
      if (item !== undefined) items.push(item);
      if (items.length === MAX_BATCH) break;
    }
    const gone = [...this.#gone];
    this.#gone.clear();
    if (this.#begun && items.length === 0 && gone.length === 0) return;
    this.#credit = false;
    const first = !this.#begun;
    this.#begun = true;
    this.#send({ items, ...(first ? { full: true } : {}), ...(gone.length > 0 && !first ? { gone } : {}) });
  }
}

/** Sends every item in order; holds only its position in the ring. */
export class LogOutlet<T extends Sequenced> implements Outlet {
  readonly #ring: LogRing<T>;
  readonly #clock: Clock;
  readonly #send: (batch: Batch<T>) => void;
  readonly #unwatch: () => void;
  #position: number | undefined;
  /** A position of another life of the ring: everything since is lost to the reader. */
  #foreign: number | undefined;
  #begun = false;
  #credit = true;
  #scheduled = false;
  #closed = false;

  constructor(ring: LogRing<T>, since: LogPosition | undefined, clock: Clock, send: (batch: Batch<T>) => void) {
    this.#ring = ring;
    this.#clock = clock;
    this.#send = send;
    if (since?.epoch === ring.epoch) this.#position = since.seq;
    else this.#foreign = since?.seq;
    this.#unwatch = ring.watch(() => this.#schedule());
    this.#schedule();
  }

  credit(): void {
    this.#credit = true;
    this.#flush();
  }

  close(): void {
    this.#closed = true;
    this.#unwatch();
  }

  #schedule(): void {
    if (this.#scheduled || !this.#credit) return;
    this.#scheduled = true;
    this.#clock.soon(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#closed || !this.#credit) return;
    const fresh = this.#position === undefined;
    const page = this.#ring.after(this.#position ?? -1, MAX_LOG_BATCH);
    if (this.#begun && page.items.length === 0) return;
    const lostAfter = fresh ? this.#foreign : page.hole ? this.#position : undefined;
    this.#foreign = undefined;
    const last = page.items.at(-1);
    // A fresh reader of an empty ring stands at its beginning, so that the first item is no hole.
    this.#position = last?.seq ?? (fresh ? this.#ring.lastSeq : this.#position);
    this.#begun = true;
    this.#credit = false;
    this.#send({
      items: page.items,
      position: { epoch: this.#ring.epoch, seq: this.#position ?? 0 },
      ...(lostAfter === undefined ? {} : { hole: lostAfter }),
    });
  }
}

/**
 * Asks its source for the next chunk only when the reader has room for it, and not at once: as long as a chunk took, from
 * the asking until its reader had taken it, the next one waits. So the bulk has at most half of what the two programs
 * and their machine can do, and less the busier they are; live streams have the rest.
 */
export class BulkOutlet<T> implements Outlet {
  readonly #chunks: AsyncIterator<T>;
  readonly #clock: Clock;
  readonly #send: (batch: Batch<T>) => void;
  readonly #end: (fault?: unknown) => void;
  #credit = 1;
  #pumping = false;
  #closed = false;
  #askedAt: number | undefined;
  /** Before this (of the clock) no chunk is asked for. */
  #restUntil = 0;
  #wake: () => void = () => undefined;

  constructor(source: AsyncIterable<T>, clock: Clock, send: (batch: Batch<T>) => void, end: (fault?: unknown) => void) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#clock = clock;
    this.#send = send;
    this.#end = end;
    void this.#pump();
  }

  credit(n: number): void {
    this.#credit = Math.min(this.#credit + n, MAX_BULK_CREDIT);
    const now = this.#clock.now();
    if (this.#askedAt !== undefined) this.#restUntil = now + Math.min(now - this.#askedAt, LONGEST_REST_MS);
    this.#askedAt = undefined;
    void this.#pump();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#wake();
    // A generator's own finally blocks run here; its failure concerns nobody any more.
    this.#chunks.return?.().catch(() => undefined);
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (!this.#closed && this.#credit > 0) {
        await this.#rested();
        if (this.#closed) return;
        this.#askedAt ??= this.#clock.now();
        const chunk = await this.#chunks.next();
        if (this.#closed) return;
        if (chunk.done === true) {
          this.#closed = true;
          this.#end();
          return;
        }
        this.#credit -= 1;
        this.#send({ items: [chunk.value] });
      }
    } catch (fault) {
      this.#closed = true;
      this.#end(fault);
    } finally {
      this.#pumping = false;
    }
  }

  #rested(): Promise<void> | undefined {
    const restMs = this.#restUntil - this.#clock.now();
    if (restMs <= 0) return undefined;
    return new Promise((resolve) => {
      const cancel = this.#clock.after(restMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
