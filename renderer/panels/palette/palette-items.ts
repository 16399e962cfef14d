import { fuzzyScore } from "../../app/commands/fuzzy.ts";

/** A line of the palette. */
export interface PaletteItem {
  readonly id: string;
  readonly words: string;
  /** What kind of thing it is. */
  readonly group: string;
  readonly keys: string | undefined;
  /** By what it is found: its words in both languages, and other names. */
  readonly names: readonly string[];
  readonly run: () => void;
}

/** More lines than anybody reads. */
const MOST = 60;

/** The items that answer a search, the best first; all of them, in their order, while nothing is sought. */
export function foundItems(items: readonly PaletteItem[], sought: string): readonly PaletteItem[] {
  if (sought.trim() === "") return items.slice(0, MOST);
  return items
    .map((item) => ({ item, score: Math.max(...item.names.map((name) => fuzzyScore(sought, name) ?? -Infinity)) }))
    .filter(({ score }) => score > -Infinity)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ item }) => item);
}
