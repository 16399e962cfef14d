import { setImmediate as nextTurn } from "node:timers/promises";

/** Looking at the clock for each message would cost a part of what a message does. */
const LOOK_EVERY = 16;
/** How long messages that are at hand are taken before everything else that waits has its turn. */
const TURN_MS = 1.5;

/**
 * When to let go of a loop over a socket. ZeroMQ.js hands out up to 512 messages without a turn of the event loop: in a
 * burst, windows' credit and committed ticks waited behind all of them.
 */
export class ReceiveTurns {
  readonly #now: () => number;
  #left = LOOK_EVERY;
  #beganMs: number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#beganMs = now();
  }

  /** To be asked for each message: whether others are to go before it. */
  over(): boolean {
    this.#left -= 1;
    if (this.#left > 0) return false;
    this.#left = LOOK_EVERY;
    return this.#now() - this.#beganMs >= TURN_MS;
  }

  /** Resolves when the others have had their turn. */
  async next(): Promise<void> {
    await nextTurn();
    this.#beganMs = this.#now();
  }
}
