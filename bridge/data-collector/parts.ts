/** More parts than any set has; a program that names more is not believed. */
const MAX_PARTS = 1_024;

/** Puts a set together that came over several frames of one number; a new number drops what was unfinished. */
export class Parts<T> {
  #number: bigint | number | null = null;
  #count = 0;
  #parts = new Map<number, readonly T[]>();

  /** @returns the whole set when this was its last missing part. */
  add(number: bigint | number, part: number, parts: number, items: readonly T[]): T[] | null {
    if (number !== this.#number || parts !== this.#count) {
      this.#number = number;
      this.#count = parts;
      this.#parts = new Map();
    }
    if (part >= parts || parts > MAX_PARTS) return null;
    this.#parts.set(part, items);
    if (this.#parts.size < parts) return null;
    const whole = [...this.#parts].toSorted(([one], [other]) => one - other).flatMap(([, records]) => [...records]);
    this.#parts = new Map();
    this.#number = null;
    return whole;
  }
}
