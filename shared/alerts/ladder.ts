import type { Direction } from "./alert.ts";
import type { Watched } from "./watched.ts";

/** An alert at its level. */
export interface Rung {
  readonly watched: Watched;
  readonly level: number;
  readonly direction: Direction;
}

/**
 * Alerts on one value, sorted by level. A value that stays between two levels costs two comparisons, however many alerts
 * there are; one that moves looks at exactly the rungs that it touched or passed.
 */
export class Ladder {
  #rungs: readonly Rung[] = [];
  /** How many levels are below the value, and how many at or below it. */
  #below = 0;
  #upTo = 0;
  /** The open span in which nothing can happen. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #value = Number.NaN;
  #begun = true;

  get size(): number {
    return this.#rungs.length;
  }

  add(rungs: readonly Rung[]): void {
    this.#rungs = [...this.#rungs, ...rungs].toSorted((a, b) => a.level - b.level);
    this.begin(this.#value);
  }

  remove(watched: Watched): void {
    this.#rungs = this.#rungs.filter((rung) => rung.watched !== watched);
    this.#place(this.#value);
  }

  /** @param met hears each rung that the value met; it may take rungs off. NaN is no value. */
  take(value: number, met: (rung: Rung, value: number) => void): void {
    if (value > this.#from && value < this.#to) {
      this.#value = value;
      return;
    }
    const stood = value === this.#value;
    if ((stood && !this.#begun) || Number.isNaN(value)) return;
    const [below, upTo, all] = [this.#below, this.#upTo, this.#begun];
    this.#begun = false;
    this.#place(value);
    const touched = all ? this.#rungs : this.#rungs.slice(Math.min(below, this.#below), Math.max(upTo, this.#upTo));
    for (const rung of touched) {
      if (stood && rung.level === value) continue;
      if (rung.watched.meets(value, rung.level, rung.direction)) met(rung, value);
    }
  }

  /**
   * Where the value stands. Nothing is met by that: an alert that was on no side yet learns its side. The next value is held
   * against every rung, so what was passed while nobody looked is met then. NaN forgets the value.
   */
  begin(value: number): void {
    for (const { watched, level } of this.#rungs) {
      if (watched.state.side === 0 && level !== value && !Number.isNaN(value))
        watched.set({ side: value > level ? 1 : -1 });
    }
    this.#begun = true;
    this.#place(value);
  }

  #place(value: number): void {
    this.#value = value;
    this.#below = this.#count((level) => level < value);
    this.#upTo = this.#count((level) => level <= value);
    const free = !this.#begun && this.#below === this.#upTo;
    this.#from = free ? (this.#rungs[this.#below - 1]?.level ?? Number.NEGATIVE_INFINITY) : Number.POSITIVE_INFINITY;
    this.#to = free ? (this.#rungs[this.#below]?.level ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  }

  /** Rungs from the lowest on for which `is` holds; it holds for none above the first for which it does not. */
  #count(is: (level: number) => boolean): number {
    let low = 0;
    let high = this.#rungs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (is((this.#rungs[middle] as Rung).level)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
