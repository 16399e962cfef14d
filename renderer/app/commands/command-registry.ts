import type { Command } from "./command.ts";

/** Every command of this window. Parts of the window offer theirs while they are there; ids are unique. */
export class CommandRegistry {
  readonly #listeners = new Set<() => void>();
  /** By id, the newest offer last: a part that is drawn twice leaves the other's in place when it goes. */
  readonly #offers = new Map<string, Command[]>();
  #all: readonly Command[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In order of first offer; the same list until something is offered or withdrawn. */
  readonly all = (): readonly Command[] => this.#all;

  get(id: string): Command | undefined {
    return this.#offers.get(id)?.at(-1);
  }

  /** Offers commands until the returned function is called. */
  offer(commands: readonly Command[]): () => void {
    for (const command of commands) this.#offers.set(command.id, [...(this.#offers.get(command.id) ?? []), command]);
    this.#publish();
    return () => {
      for (const command of commands) {
        const left = (this.#offers.get(command.id) ?? []).filter((other) => other !== command);
        if (left.length > 0) this.#offers.set(command.id, left);
        else this.#offers.delete(command.id);
      }
      this.#publish();
    };
  }

  /** Does a command if it is there and can be done now. @returns whether it was done */
  run(id: string): boolean {
    const command = this.get(id);
    if (command?.run === undefined || command.when?.() === false) return false;
    command.run();
    return true;
  }

  #publish(): void {
    this.#all = [...this.#offers.values()].flatMap((offers) => offers.at(-1) ?? []);
    for (const listener of this.#listeners) listener();
  }
}
