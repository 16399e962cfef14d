/** The newest `size` numbers of a series; the newest of all may be provisional and is then replaced by the next. */
export class Window {
  readonly #values: Float64Array;
  #newest = -1;
  #count = 0;
  #kept = true;

  /** @param size at least 1 */
  constructor(size: number) {
    this.#values = new Float64Array(size);
  }

  put(x: number, keep: boolean): void {
    if (this.#kept) {
      this.#newest = (this.#newest + 1) % this.#values.length;
      this.#count = Math.min(this.#count + 1, this.#values.length);
    }
    this.#values[this.#newest] = x;
    this.#kept = keep;
  }

  get full(): boolean {
    return this.#count === this.#values.length;
  }

  get size(): number {
    return this.#values.length;
  }

  /** The number `ago` steps before the newest; NaN when there is none. */
  back(ago: number): number {
    if (ago >= this.#count) return Number.NaN;
    const { length } = this.#values;
    return this.#values[(this.#newest - ago + length) % length] ?? Number.NaN;
  }

  /** NaN until the window is full. Added up anew each time: a running sum would drift over a million bars. */
  mean(): number {
    if (!this.full) return Number.NaN;
    let sum = 0;
    for (const value of this.#values) sum += value;
    return sum / this.#values.length;
  }

  /** Mean distance of the numbers from `centre`, each put through `of`; NaN until the window is full. */
  meanOf(centre: number, of: (distance: number) => number): number {
    if (!this.full) return Number.NaN;
    let sum = 0;
    for (const value of this.#values) sum += of(value - centre);
    return sum / this.#values.length;
  }

  /** NaN until the window is full. */
  max(): number {
    return this.full ? this.#values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) : Number.NaN;
  }

  /** NaN until the window is full. */
  min(): number {
    return this.full ? this.#values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY) : Number.NaN;
  }
}
