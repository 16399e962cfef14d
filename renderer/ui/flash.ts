import { frameTurns } from "../stores/frame.ts";
import type { Move } from "../stores/quote-store.ts";

const STEP_MS = 125;
const STEPS = 2;

interface Fading {
  readonly move: Move;
  readonly sinceMs: number;
}

/**
 * Lights up cells whose price moved and lets them fade in two steps. No CSS animation: a few dozen of them running at
 * once cost the main thread style and paint in every frame, this only when a step is due.
 */
class Flashes {
  readonly #fading = new Map<HTMLElement, Fading>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  light(cell: HTMLElement, move: Move): void {
    if (move === "none") return;
    this.#fading.set(cell, { move, sinceMs: performance.now() });
    cell.dataset["flash"] = move;
    if (this.#timer === undefined) this.#timer = setTimeout(this.#due, STEP_MS);
  }

  forget(cell: HTMLElement): void {
    this.#fading.delete(cell);
    delete cell.dataset["flash"];
  }

  readonly #due = (): void => frameTurns.light(this.#sweep);

  readonly #sweep = (): void => {
    const now = performance.now();
    for (const [cell, { move, sinceMs }] of this.#fading) {
      if (now - sinceMs >= STEP_MS * STEPS) this.forget(cell);
      else if (now - sinceMs >= STEP_MS) cell.dataset["flash"] = `${move}-fading`;
    }
    this.#timer = this.#fading.size === 0 ? undefined : setTimeout(this.#due, STEP_MS / 2);
  };
}

export const flashes = new Flashes();
