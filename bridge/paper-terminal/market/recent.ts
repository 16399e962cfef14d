/** Keeps the values last asked for by whole number: what can be computed again need not be kept. */
export class Recent<T> {
  readonly #room: number;
  readonly #values = new Map<number, T>();

  constructor(room: number) {
    this.#room = room;
  }

  /** The value of `key`, made when it is not at hand; the one longest unused leaves. */
  get(key: number, make: () => T): T {
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const made = make();
    this.#values.set(key, made);
    if (this.#values.size > this.#room) {
      for (const oldest of this.#values.keys()) {
        this.#values.delete(oldest);
        break;
      }
    }
    return made;
  }
}
