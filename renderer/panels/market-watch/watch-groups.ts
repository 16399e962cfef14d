import type { Instrument } from "#shared/contract/market.ts";
import { ASSET_CLASSES, type AssetClass } from "#shared/market/asset-class.ts";
import type { WatchList } from "./watch-lists.ts";

type Listed = Pick<Instrument, "id" | "symbol" | "assetClass">;

/** A group of the market watch: a list of the user's, or what is alike and in none. */
export interface WatchGroup<Row extends Listed = Instrument> {
  /** As the setting `watch.folded` names it. */
  readonly key: string;
  readonly of: { readonly list: string } | { readonly assetClass: AssetClass };
  readonly rows: readonly Row[];
}

/** A line of the list: a group's heading, or an instrument. */
export type WatchLine<Row extends Listed = Instrument> =
  | { readonly kind: "group"; readonly group: WatchGroup<Row>; readonly folded: boolean }
  | { readonly kind: "row"; readonly row: Row };

/**
 * Own lists first, in their order and with their symbols in theirs, an empty one too: what is put into it must find it.
 * Then every other instrument among its like, as the broker orders them.
 */
export function groupsOf<Row extends Listed>(
  rows: readonly Row[],
  lists: readonly WatchList[],
): readonly WatchGroup<Row>[] {
  const bySymbol = new Map(rows.map((row) => [row.symbol, row]));
  const own = lists.map(({ name, symbols }) => ({
    key: `list:${name}`,
    of: { list: name },
    rows: symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []),
  }));
  const placed = new Set(own.flatMap((group) => group.rows.map(({ id }) => id)));
  const alike = ASSET_CLASSES.map((assetClass) => ({
    key: `class:${assetClass}`,
    of: { assetClass },
    rows: rows.filter((row) => row.assetClass === assetClass && !placed.has(row.id)),
  }));
  return [...own, ...alike.filter((group) => group.rows.length > 0)];
}

/**
 * The lines in sight: each group's heading with its rows unless it is folded. A single group needs no heading.
 * @param order puts the rows of a group in the user's order
 */
export function linesOf<Row extends Listed>(
  groups: readonly WatchGroup<Row>[],
  folded: ReadonlySet<string>,
  order: (rows: readonly Row[]) => readonly Row[],
): readonly WatchLine<Row>[] {
  const rowsOf = (rows: readonly Row[]): readonly WatchLine<Row>[] => order(rows).map((row) => ({ kind: "row", row }));
  const [only] = groups;
  if (groups.length === 1 && only !== undefined && "assetClass" in only.of) return rowsOf(only.rows);
  return groups.flatMap((group) => {
    const closed = folded.has(group.key);
    return [{ kind: "group", group, folded: closed } as const, ...(closed ? [] : rowsOf(group.rows))];
  });
}

/** What a line is called in the list's memory of where the user is. */
export const lineKey = (line: WatchLine<Listed>): string => (line.kind === "group" ? line.group.key : line.row.id);
