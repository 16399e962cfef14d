import { emptyColumns, placeCosts, type TradeColumns } from "./columns.ts";
import { copyCost, copyTrade } from "./picked-columns.ts";

/** Trades of several accounts in one order, and where each of them stands now, by account. */
export interface Joined {
  readonly columns: TradeColumns;
  readonly places: readonly Uint32Array[];
}

/** Joins what is in order already: each next one is the earliest head. Equal times and tickets keep the order of `parts`. */
export function joinedColumns(parts: readonly TradeColumns[]): Joined {
  const [only, more] = parts;
  if (only !== undefined && more === undefined) {
    return { columns: only, places: [Uint32Array.from({ length: only.count }, (_, at) => at)] };
  }
  const sum = (of: (part: TradeColumns) => number): number => parts.reduce((all, part) => all + of(part), 0);
  const columns = emptyColumns(
    sum(({ count }) => count),
    sum(({ costs }) => costs.timeMs.length),
  );
  const places = parts.map(({ count }) => new Uint32Array(count));
  const trades = parts.map(({ count, closeMs, ticket }) => ({ count, timeMs: closeMs, ticket }));
  eachInOrder(trades, (part, row, at) => {
    copyTrade(parts[part] ?? columns, row, columns, at);
    const place = places[part];
    if (place !== undefined) place[row] = at;
  });
  const costs = parts.map(({ costs: { timeMs, ticket } }) => ({ count: timeMs.length, timeMs, ticket }));
  eachInOrder(costs, (part, row, at) => {
    copyCost(parts[part] ?? columns, row, columns, at);
    const trade = columns.costs.trade[at] ?? -1;
    if (trade !== -1) columns.costs.trade[at] = places[part]?.[trade] ?? -1;
  });
  placeCosts(columns);
  return { columns, places };
}

interface Ordered {
  readonly count: number;
  readonly timeMs: Float64Array;
  readonly ticket: BigInt64Array;
}

function eachInOrder(lists: readonly Ordered[], take: (list: number, row: number, at: number) => void): void {
  const heads = lists.map(() => 0);
  const total = lists.reduce((all, { count }) => all + count, 0);
  for (let at = 0; at < total; at += 1) {
    let first = -1;
    for (let list = 0; list < lists.length; list += 1) {
      const one = lists[list];
      if (one === undefined || (heads[list] ?? 0) >= one.count) continue;
      if (first === -1 || isEarlier(one, heads[list] ?? 0, lists[first] ?? one, heads[first] ?? 0)) first = list;
    }
    take(first, heads[first] ?? 0, at);
    heads[first] = (heads[first] ?? 0) + 1;
  }
}

function isEarlier(a: Ordered, at: number, b: Ordered, bt: number): boolean {
  const difference = (a.timeMs[at] ?? 0) - (b.timeMs[bt] ?? 0);
  if (difference !== 0) return difference < 0;
  return BigInt.asUintN(64, a.ticket[at] ?? 0n) < BigInt.asUintN(64, b.ticket[bt] ?? 0n);
}
