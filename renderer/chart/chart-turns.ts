import type { RequestFrame } from "../stores/frame.ts";

/**
 * Lets charts draw one after another, one a frame. Drawing a chart is the heaviest thing the window does; two quotes
 * in one frame would make that frame twice as long, and no eye sees that the second chart follows a frame later.
 */
export class ChartTurns {
  readonly #frame: RequestFrame;
  readonly #waiting = new Set<() => void>();
  #asked = false;

  constructor(frame: RequestFrame) {
    this.#frame = frame;
  }

  /** Runs `draw` once in a frame of its own; asking again before its turn changes nothing. */
  readonly request: RequestFrame = (draw) => {
    this.#waiting.add(draw);
    this.#ask();
  };

  #ask(): void {
    if (this.#asked || this.#waiting.size === 0) return;
    this.#asked = true;
    this.#frame(() => {
      this.#asked = false;
      const [first] = this.#waiting;
      if (first === undefined) return;
      this.#waiting.delete(first);
      first();
      this.#ask();
    });
  }
}
