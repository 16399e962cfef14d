import type { BrowserWindow } from "electron";

/** Windows beside each other at most; the first has number 1. */
export const MOST_WINDOWS = 9;

/** The windows that are open, by their numbers. A number is a place: where it lay, and which workspace it shows. */
export class TerminalWindows {
  readonly #open = new Map<number, BrowserWindow>();
  readonly #changed: (numbers: readonly number[]) => void;

  /** @param changed told of each window that opens or is closed by its user */
  constructor(changed: (numbers: readonly number[]) => void) {
    this.#changed = changed;
  }

  /** The lowest number that is free; undefined: no more windows. */
  free(): number | undefined {
    return Array.from({ length: MOST_WINDOWS }, (_, at) => at + 1).find((number) => !this.#open.has(number));
  }

  add(number: number, window: BrowserWindow): void {
    this.#open.set(number, window);
    this.#changed(this.numbers());
  }

  remove(number: number): void {
    this.#open.delete(number);
    this.#changed(this.numbers());
  }

  numbers(): readonly number[] {
    return [...this.#open.keys()].toSorted((one, other) => one - other);
  }

  all(): readonly BrowserWindow[] {
    return [...this.#open.values()].filter((window) => !window.isDestroyed());
  }

  /** The window of a page; undefined when it is gone. */
  of(sender: { readonly id: number }): BrowserWindow | undefined {
    return this.all().find(({ webContents }) => webContents.id === sender.id);
  }

  /** The one that a user means when none is named: that in use, else the one opened last. */
  front(): BrowserWindow | undefined {
    const all = this.all();
    return all.find((window) => window.isFocused()) ?? all.at(-1);
  }
}

/** Brings a window before everything else. */
export function bringUp(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
