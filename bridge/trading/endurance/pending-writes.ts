import { FairleadError } from "#shared/contract/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";

/** Between two tries of what the ledger has not taken. */
const AGAIN_MS = 1_000;
/** What may wait for company waits at most so long. */
const SOON_MS = 50;

/** True when the ledger's file is at fault (full, gone, damaged, closed), not what was asked of it. */
export const isUnwritable = (fault: unknown): boolean =>
  !(fault instanceof FairleadError) || fault.code === "INTERNAL" || fault.code.startsWith("STORE_");

/**
 * What protects must not wait for a disk: writes that the ledger refuses are kept in memory, in order, and written as
 * soon as it takes them. People are told once when it begins and once when all of it is on disk.
 */
export class PendingWrites {
  readonly #clock: Clock;
  readonly #events: EventSink;
  readonly #pending = new Map<string, () => void>();
  #isTold = false;
  #stop: () => void = () => undefined;
  #soon: (() => void) | null = null;

  constructor({ clock, events }: { readonly clock: Clock; readonly events: EventSink }) {
    this.#clock = clock;
    this.#events = events;
  }

  start(): void {
    this.#stop = this.#clock.every(AGAIN_MS, () => void this.flush());
  }

  stop(): void {
    this.#stop();
    this.#soon?.();
    this.flush();
  }

  /** Writes now, or keeps the write under `key`, where it takes the place of an earlier one. @returns null when it was only kept. */
  attempt<T>(key: string, write: () => T): T | null {
    if (this.flush()) {
      try {
        return write();
      } catch (fault) {
        if (!isUnwritable(fault)) throw fault;
        this.tell(fault);
      }
    }
    this.keep(key, write);
    return null;
  }

  keep(key: string, write: () => void): void {
    this.#pending.set(key, write);
  }

  /** Writes what is kept within a moment, all of it at once. */
  soon(): void {
    this.#soon ??= this.#clock.after(SOON_MS, () => {
      this.#soon = null;
      this.flush();
    });
  }

  /** Writes what is kept. One that cannot be written holds up no other, a full disk aside. @returns whether everything is on disk. */
  flush(): boolean {
    for (const [key, write] of this.#pending) {
      try {
        write();
        this.#pending.delete(key);
      } catch (fault) {
        this.tell(fault);
        // A disk without room takes none of the others either, and there may be thousands.
        if (fault instanceof FairleadError && fault.code === "STORE_FULL") break;
      }
    }
    if (this.#pending.size > 0) return false;
    if (this.#isTold) {
      this.#isTold = false;
      this.#events.report(eventNotice("info", "LEDGER_WRITABLE", {}));
    }
    return true;
  }

  /** The ledger has refused a write, and has not taken it since. */
  get isStuck(): boolean {
    return this.#isTold && !this.flush();
  }

  /** The ledger has refused a write. */
  tell(fault: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const { message } = new FairleadError("LEDGER_UNWRITABLE");
    const why = fault instanceof Error ? fault.message : "no reason given";
    this.#events.report({ severity: "error", code: "LEDGER_UNWRITABLE", message, details: { why } });
  }
}
