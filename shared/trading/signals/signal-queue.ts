import type { Signal } from "./signal.ts";

/** One session's waiting signals: bounded, in order of arrival; a late one leaves when it is looked at. */
export class SignalQueue {
  readonly #bound: number;
  readonly #waiting: Signal[] = [];

  constructor(bound: number) {
    this.#bound = bound;
  }

  get length(): number {
    return this.#waiting.length;
  }

  /** False when the queue is full: the signal is not kept. */
  offer(signal: Signal): boolean {
    if (this.#waiting.length >= this.#bound) return false;
    this.#waiting.push(signal);
    return true;
  }

  /** The next signal that is still valid; `late` holds those that expired while they waited. */
  next(nowMs: number): { readonly signal: Signal | null; readonly late: readonly Signal[] } {
    const late: Signal[] = [];
    for (;;) {
      const signal = this.#waiting.shift();
      if (signal === undefined) return { signal: null, late };
      if (nowMs <= signal.validUntilMs) return { signal, late };
      late.push(signal);
    }
  }

  /** Empties the queue, as when a session stops. */
  clear(): readonly Signal[] {
    return this.#waiting.splice(0);
  }
}
