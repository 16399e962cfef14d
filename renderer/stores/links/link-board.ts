import { LINK_GROUPS, type LinkGroup } from "#shared/market/link-group.ts";
import type { Memory } from "../workspace.ts";

const KEY = "fairlead.links";
/** Longer than any broker's name of a symbol. */
const LONGEST = 64;

type Shown = Readonly<Partial<Record<LinkGroup, string>>>;

/**
 * What each link group shows, by the symbol's name: accounts differ in everything else. It lies where every window of
 * this computer reads it; a window that opens later finds what the others show.
 */
export class LinkBoard {
  readonly #memory: Memory;
  readonly #listeners = new Set<() => void>();

  /** @param memory shared by all windows; whoever is told that another window wrote to it calls `reread`. */
  constructor(memory: Memory) {
    this.#memory = memory;
  }

  symbolOf(group: LinkGroup): string | undefined {
    // Read each time, not what a message carried: of two windows that choose at once, both end with what was written last.
    return this.#read()[group];
  }

  show(group: LinkGroup, symbol: string): void {
    if (symbol.length > LONGEST || this.symbolOf(group) === symbol) return;
    this.#memory.setItem(KEY, JSON.stringify({ ...this.#read(), [group]: symbol }));
    this.#tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another window has written under this key; null: everything was cleared. */
  readonly reread = (key: string | null): void => {
    if (key === KEY || key === null) this.#tell();
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #read(): Shown {
    try {
      const kept: unknown = JSON.parse(this.#memory.getItem(KEY) ?? "{}");
      if (typeof kept !== "object" || kept === null) return {};
      const of = kept as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        LINK_GROUPS.flatMap((group) => {
          const symbol = of[group];
          return typeof symbol === "string" && symbol !== "" && symbol.length <= LONGEST ? [[group, symbol]] : [];
        }),
      );
    } catch {
      return {};
    }
  }
}
