import type { Clock } from "../../ports/clock.ts";

/** Lines in their order, each not before its time: what waits holds back what follows. */
export class StateLane {
  readonly #clock: Clock;
  readonly #out: (line: string) => void;
  readonly #waiting: { readonly dueMs: number; readonly line: string }[] = [];

  constructor(clock: Clock, out: (line: string) => void) {
    this.#clock = clock;
    this.#out = out;
  }

  add(line: string, lagMs: number): void {
    if (lagMs === 0 && this.#waiting.length === 0) return this.#out(line);
    const dueMs = Math.max(this.#clock.monotonicMs() + lagMs, this.#waiting.at(-1)?.dueMs ?? 0);
    this.#waiting.push({ dueMs, line });
    if (this.#waiting.length === 1) this.#wait(dueMs);
  }

  #wait(dueMs: number): void {
    this.#clock.after(Math.max(0, dueMs - this.#clock.monotonicMs()), () => {
      const now = this.#clock.monotonicMs();
      while (this.#waiting[0] !== undefined && this.#waiting[0].dueMs <= now) {
        this.#out(this.#waiting[0].line);
        this.#waiting.shift();
      }
      if (this.#waiting[0] !== undefined) this.#wait(this.#waiting[0].dueMs);
    });
  }
}
