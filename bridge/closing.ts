type Close = () => void | Promise<void>;

/** What was opened, to be closed in reverse order; a fault in one close does not keep the others open. */
export class Closing {
  readonly #closes: Close[] = [];
  #done: Promise<void> | undefined;

  add(close: Close): void {
    this.#closes.push(close);
  }

  /** Closes everything, once. @throws the first fault, after all have been closed. */
  run(): Promise<void> {
    this.#done ??= this.#run();
    return this.#done;
  }

  async #run(): Promise<void> {
    const faults: unknown[] = [];
    for (const close of this.#closes.toReversed()) {
      try {
        await close();
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw faults[0];
  }
}
