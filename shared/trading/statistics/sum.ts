/**
 * Sum of doubles with a running correction (Neumaier), so that hundreds of thousands of amounts add up to the same cent
 * in any order and any grouping. Source: A. Neumaier, ZAMM 54 (1974) 39-51.
 */
export class Sum {
  #sum = 0;
  #lost = 0;

  add(value: number): this {
    const next = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
    return this;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

/** Sum of many amounts. */
export function sumOf(values: Iterable<number>): number {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  return sum.value;
}

/** Arithmetic mean; NaN of nothing. */
export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
