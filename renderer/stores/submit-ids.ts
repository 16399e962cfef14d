/** The numbers of one submit: a reversal is two intents. */
export interface SubmitIds {
  readonly key: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Which numbers a submit carries. They are made once per submit, and the same submit repeated while its fate is not
 * known carries the same ones: the bridge then answers what became of the first, and nothing happens twice.
 */
export class SubmitDesk {
  readonly #newId: () => string;
  #open: SubmitIds | undefined;

  constructor(newId: () => string = () => crypto.randomUUID()) {
    this.#newId = newId;
  }

  /** @param key the order in full: another order is another submit. */
  begin(key: string): SubmitIds {
    if (this.#open?.key !== key) this.#open = { key, first: this.#newId(), second: this.#newId() };
    return this.#open;
  }

  /** Somebody has said what became of it: the next submit is a new wish, even if it reads the same. */
  settle(): void {
    this.#open = undefined;
  }
}
