import { expect, test } from "vitest";
import { endedBadly } from "#renderer/stores/last-ending.ts";

/** A window's own memory, and its pages one after another. */
class LabTab {
  readonly #kept = new Map<string, string>();
  #heard = new Map<string, () => void>();
  open(): boolean {
    this.#heard = new Map();
    const session = {
      getItem: (key: string) => this.#kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.#kept.set(key, value),
      removeItem: (key: string) => void this.#kept.delete(key),
    };
    const leaving = { addEventListener: (name: string, listener: () => void) => void this.#heard.set(name, listener) };
    return endedBadly(session, leaving as unknown as Window);
  }
  tell = (name: "pagehide" | "pageshow"): void => this.#heard.get(name)?.();
}

test("a page that died without a word is known to the next one in its window, and only to it", () => {
  const tab = new LabTab();
  expect(tab.open(), "the first page of a window").toBe(false);
  tab.tell("pagehide");
  expect(tab.open(), "after a reload").toBe(false);
  // Its process is killed: no page is told.
  expect(tab.open(), "after a death").toBe(true);
  tab.tell("pagehide");
  expect(tab.open(), "after the reload that follows").toBe(false);
  // Put away and taken out again by the browser, and then killed.
  tab.tell("pagehide");
  tab.tell("pageshow");
  expect(tab.open()).toBe(true);
  expect(new LabTab().open(), "another window").toBe(false);
});
