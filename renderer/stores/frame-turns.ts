import type { RequestFrame } from "./frame.ts";

/**
 * Spreads the window's work over its frames, so that no frame is long. Drawing a chart is the heaviest thing there is:
 * charts take turns, one a frame, and in the frame in which the chart library paints what it was told (the one after
 * its turn) nothing else is done. A chart whose turn meets light work lets it go first, once: both in one frame were the
 * longest frames of all. Everything light waits for one frame at most: 17 ms that no eye sees.
 */
export class FrameTurns {
  readonly #frame: RequestFrame;
  readonly #light = new Set<() => void>();
  readonly #heavy = new Set<() => void>();
  #asked = false;
  #painting = false;
  #yielded = false;

  constructor(frame: RequestFrame) {
    this.#frame = frame;
  }

  /** Runs with all that is light, once; asking again before its turn changes nothing. */
  readonly light: RequestFrame = (run) => {
    this.#light.add(run);
    this.#ask();
  };

  /** Runs alone of its kind, and has the frame after it for its painting. */
  readonly heavy: RequestFrame = (run) => {
    this.#heavy.add(run);
    this.#ask();
  };

  #ask(): void {
    if (this.#asked || (!this.#painting && this.#light.size === 0 && this.#heavy.size === 0)) return;
    this.#asked = true;
    this.#frame(this.#turn);
  }

  readonly #turn = (): void => {
    this.#asked = false;
    if (this.#painting) {
      this.#painting = false;
      return this.#ask();
    }
    const lights = [...this.#light];
    this.#light.clear();
    const [heavy] = this.#heavy;
    this.#yielded = heavy !== undefined && lights.length > 0 && !this.#yielded;
    if (heavy !== undefined && !this.#yielded) {
      this.#heavy.delete(heavy);
      this.#painting = true;
      heavy();
    }
    for (const light of lights) light();
    this.#ask();
  };
}
