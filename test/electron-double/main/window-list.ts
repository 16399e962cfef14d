import type { Windows } from "./app.ts";
import type { DoubleWindow } from "./browser-window.ts";

/** The open windows, oldest first. */
export class WindowList implements Windows {
  readonly #windows = new Set<DoubleWindow>();
  #lastId = 0;

  get count(): number {
    return this.#windows.size;
  }

  get all(): DoubleWindow[] {
    return [...this.#windows];
  }

  nextId(): number {
    return ++this.#lastId;
  }

  add(window: DoubleWindow): void {
    this.#windows.add(window);
  }

  remove(window: DoubleWindow): void {
    this.#windows.delete(window);
  }

  async closeAll(): Promise<boolean> {
    for (const window of this.all) {
      if (!(await window.requestClose())) return false;
    }
    return true;
  }
}
