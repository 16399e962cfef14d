import type { SettingValue } from "#shared/contract/settings.ts";

/** A list that the user made: symbols by name, so that it serves every account. */
export interface WatchList {
  readonly name: string;
  readonly symbols: readonly string[];
}

const LIST = "list:";
const SYMBOL = "symbol:";
/** The longest name that a list may have, characters. */
export const LONGEST_NAME = 40;

/**
 * Reads the setting `watch.lists`. It may have been written by hand: a symbol belongs to the first list that names it, a
 * list that comes twice is one, and what belongs to no list falls away.
 */
export function readLists(value: SettingValue | undefined): readonly WatchList[] {
  if (!Array.isArray(value)) return [];
  const lists = new Map<string, string[]>();
  const placed = new Set<string>();
  let into: string[] | undefined;
  for (const item of value) {
    if (item.startsWith(LIST)) {
      const name = item.slice(LIST.length);
      const known = lists.get(name) ?? [];
      lists.set(name, known);
      into = known;
    } else if (item.startsWith(SYMBOL)) {
      const symbol = item.slice(SYMBOL.length);
      if (into !== undefined && !placed.has(symbol)) into.push(symbol);
      if (into !== undefined) placed.add(symbol);
    }
  }
  return [...lists].map(([name, symbols]) => ({ name, symbols }));
}

/** The same as the setting keeps it. */
export const listsValue = (lists: readonly WatchList[]): string[] =>
  lists.flatMap(({ name, symbols }) => [`${LIST}${name}`, ...symbols.map((symbol) => `${SYMBOL}${symbol}`)]);

/** Whether a list may be called so: not empty, not too long, and not as another one but for its letters' case. */
export function mayBeNamed(lists: readonly WatchList[], name: string, now?: string): boolean {
  const same = (other: string): boolean => other.toLowerCase() === name.toLowerCase();
  return (
    name !== "" &&
    name.length <= LONGEST_NAME &&
    !/\p{Cc}/u.test(name) &&
    !lists.some((each) => each.name !== now && same(each.name))
  );
}

/** The symbol at the end of that list and in no other; without a name in none. */
export function moveTo(lists: readonly WatchList[], symbol: string, name: string | undefined): readonly WatchList[] {
  return lists.map((list) => {
    const others = list.symbols.filter((each) => each !== symbol);
    return { ...list, symbols: list.name === name ? [...others, symbol] : others };
  });
}

/** A new list, after the others. */
export const addList = (lists: readonly WatchList[], name: string): readonly WatchList[] => [
  ...lists,
  { name, symbols: [] },
];

export const renameList = (lists: readonly WatchList[], from: string, to: string): readonly WatchList[] =>
  lists.map((list) => (list.name === from ? { ...list, name: to } : list));

/** Without that list; its symbols stand among their like again. */
export const removeList = (lists: readonly WatchList[], name: string): readonly WatchList[] =>
  lists.filter((list) => list.name !== name);

/** One place up (-1) or down (1); at the end it stays. */
export function shifted<T>(all: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const [moved, other] = [all[at], all[at + by]];
  if (moved === undefined || other === undefined) return all;
  return all.map((each, place) => (place === at ? other : place === at + by ? moved : each));
}

export const shiftList = (lists: readonly WatchList[], name: string, by: -1 | 1): readonly WatchList[] =>
  shifted(
    lists,
    lists.findIndex((list) => list.name === name),
    by,
  );

/** The symbol past the next one of its list that is in sight: of another account's symbols nothing is seen to move. */
export function shiftSymbol(
  lists: readonly WatchList[],
  symbol: string,
  by: -1 | 1,
  inSight: ReadonlySet<string>,
): readonly WatchList[] {
  return lists.map((list) => {
    const from = list.symbols.indexOf(symbol);
    if (from < 0) return list;
    let to = from + by;
    while (to >= 0 && to < list.symbols.length && !inSight.has(list.symbols[to] ?? "")) to += by;
    if (to < 0 || to >= list.symbols.length) return list;
    const symbols = list.symbols.toSpliced(from, 1).toSpliced(to, 0, symbol);
    return { ...list, symbols };
  });
}
