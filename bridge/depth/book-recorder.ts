import type { InstrumentId } from "#shared/market/brands.ts";
import type { RecordedBook } from "#shared/market/depth/book-batch.ts";
import type { BookStore } from "../ports/book-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { BookTold } from "../ports/data-provider.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { BookRecorder } from "./depth-service.ts";

/** Images wait so long for company: each write is a transaction. A crash costs no more than these. */
const WRITE_EVERY_MS = 2_000;
const DROP_EVERY_MS = 3_600_000;
/** More than this is not held while a write takes its time. */
const MOST_WAITING = 5_000;
const DAY = 86_400_000;

export interface RecorderParts {
  readonly store: BookStore;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly keepDays: () => number;
}

/** Keeps the images of recorded symbols on disk, and lets go the oldest. */
export class DiskRecorder implements BookRecorder {
  readonly #parts: RecorderParts;
  readonly #stops: (() => void)[];
  #waiting = new Map<string, RecordedBook[]>();
  #count = 0;
  #writing: Promise<void> | undefined;
  #troubled = false;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    const drop = (): void => {
      parts.store
        .dropBooks(parts.clock.utcMs() - parts.keepDays() * DAY)
        .catch((fault: unknown) => this.#trouble(fault));
    };
    this.#stops = [parts.clock.every(WRITE_EVERY_MS, () => void this.#write()), parts.clock.every(DROP_EVERY_MS, drop)];
  }

  record(instrument: InstrumentId, atMs: number, { brokerMs, levels, items }: BookTold): void {
    if (this.#count >= MOST_WAITING) return;
    const book = { atMs, brokerMs, levels, items };
    const known = this.#waiting.get(instrument);
    if (known === undefined) this.#waiting.set(instrument, [book]);
    else known.push(book);
    this.#count += 1;
  }

  /** Writes what waits. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.#write();
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeWaiting().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #writeWaiting(): Promise<void> {
    if (this.#count === 0) return;
    const books = this.#waiting;
    const count = this.#count;
    this.#waiting = new Map();
    this.#count = 0;
    try {
      await this.#parts.store.putBooks(books);
      this.#troubled = false;
    } catch (fault) {
      this.#trouble(fault, count);
    }
  }

  #trouble(fault: unknown, lost = 0): void {
    if (this.#troubled) return;
    this.#troubled = true;
    const why = fault instanceof Error ? fault.message : String(fault);
    this.#parts.events.report(eventNotice("warning", "DEPTH_NOT_RECORDED", { why, lost }));
  }
}
