/** What the watch needs of a clock, and whom it asks and tells. */
export interface HangWatchPorts {
  /** A monotonic clock in ms. */
  now(): number;
  /** @returns a function that cancels */
  after(ms: number, run: () => void): () => void;
  ask(): void;
  hung(): void;
}

const ASK_MS = 5_000;
/** Longer than any work that the bridge does at one go, also on a machine under load: half a minute. */
const MOST_UNANSWERED = 6;

/**
 * Asks a running process now and then whether it answers, and tells when it has not for half a minute. Questions count,
 * not time: after a sleep of the computer, or while the asker itself was held up, nobody could have answered.
 */
export class HangWatch {
  readonly #ports: HangWatchPorts;
  #unanswered = 0;
  #askedMs = 0;
  #cancel: () => void = () => {};

  constructor(ports: HangWatchPorts) {
    this.#ports = ports;
  }

  start(): void {
    this.stop();
    this.#unanswered = 0;
    this.#askedMs = this.#ports.now();
    this.#next();
  }

  answered(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => {};
  }

  #next(): void {
    this.#cancel = this.#ports.after(ASK_MS, () => this.#look());
  }

  #look(): void {
    const now = this.#ports.now();
    const late = now - this.#askedMs > 2 * ASK_MS;
    this.#askedMs = now;
    if (late) this.#unanswered = 0;
    if (this.#unanswered >= MOST_UNANSWERED) return this.#ports.hung();
    this.#unanswered += 1;
    this.#ports.ask();
    this.#next();
  }
}
