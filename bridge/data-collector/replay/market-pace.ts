/** Market ms per ms of real time, or as fast as the sink takes it. */
export type ReplaySpeed = number | "max";

/**
 * Where the market's clock should stand: a line through an anchor, with the speed as its slope. Time is given, never
 * read, so that the same calls give the same clock.
 */
export class MarketPace {
  #speed: ReplaySpeed;
  #marketMs: number;
  #anchorMs = 0;
  #running = false;

  constructor(speed: ReplaySpeed, marketMs: number) {
    this.#speed = speed;
    this.#marketMs = marketMs;
  }

  get speed(): ReplaySpeed {
    return this.#speed;
  }

  get running(): boolean {
    return this.#running;
  }

  /** The market's time at `realMs`; infinite while it runs at "max". */
  at(realMs: number): number {
    if (!this.#running) return this.#marketMs;
    return this.#speed === "max" ? Number.POSITIVE_INFINITY : this.#marketMs + (realMs - this.#anchorMs) * this.#speed;
  }

  /** Real ms from `realMs` until the market reaches `marketMs`. */
  until(marketMs: number, realMs: number): number {
    return this.#speed === "max" ? 0 : (marketMs - this.at(realMs)) / this.#speed;
  }

  /** Sets the line through (`realMs`, `marketMs`), changing nothing else but what is named. */
  set(realMs: number, marketMs: number, change: { running?: boolean; speed?: ReplaySpeed } = {}): void {
    this.#anchorMs = realMs;
    this.#marketMs = marketMs;
    this.#running = change.running ?? this.#running;
    this.#speed = change.speed ?? this.#speed;
  }
}
