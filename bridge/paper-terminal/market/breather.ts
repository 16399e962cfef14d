import { setImmediate } from "node:timers/promises";

/** Longest stretch of work before others get their turn: far below a frame of the screen and a hop of the link. */
const STRETCH_MS = 4;

/** Lets long computations breathe, so that quotes keep flowing beside them. */
export class Breather {
  #since = performance.now();

  /** Whether it is time to let others run. */
  get due(): boolean {
    return performance.now() - this.#since >= STRETCH_MS;
  }

  /** Lets everything that waits run first. */
  async pause(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
