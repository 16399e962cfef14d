import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 10;
const WINDOW_MS = 5_000;

/** How late this process's timers run: the largest delay of the last few seconds. */
export class LoopLag {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #timer: NodeJS.Timeout;
  #before = 0;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => {
      this.#before = this.#current();
      this.#histogram.reset();
    }, WINDOW_MS).unref();
  }

  get ms(): number {
    return Math.max(this.#before, this.#current());
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #current(): number {
    // The histogram holds the whole interval, of which the resolution is no delay; empty, its max is 0.
    return Math.max(0, this.#histogram.max / 1e6 - RESOLUTION_MS);
  }
}
