import type { TradeColumns } from "./columns.ts";
import { Falls } from "./drawdown.ts";
import { Expectancy } from "./expectancy.ts";
import { Sum } from "./sum.ts";
import { profitFactorOf, type Totals, TotalsSum } from "./totals.ts";

/** A part of the trades; the parts' nets add up to the net of all closed trades. */
export interface GroupSum {
  readonly key: string;
  readonly totals: Totals;
  readonly profitFactor: number | null;
  /** Largest fall of the part's own running sum, in money. */
  readonly drawdown: number;
  readonly expectancyR: number | null;
}

class Part {
  readonly totals = new TotalsSum();
  readonly expectancy = new Expectancy();
  readonly #net = new Sum();
  readonly #falls = new Falls(0);

  add(net: number, closeMs: number): void {
    const { value } = this.#net.add(net);
    this.#falls.see(value, value, closeMs);
  }

  get drawdown(): number {
    return this.#falls.result().maximal;
  }
}

/**
 * Sorts trades into parts, in one pass; parts in order of their keys.
 * @param keyOf of the trade at a row: a number, or a text, of which there are few
 * @param nameOf the key's text
 */
export function groupsOf<K extends number | string>(
  { count, result, net, risk, buy, closeMs, costs }: TradeColumns,
  keyOf: (row: number) => K,
  nameOf: (key: K) => string,
): readonly GroupSum[] {
  const parts = new Map<K, Part>();
  const of: Part[] = [];
  for (let at = 0; at < count; at += 1) {
    const key = keyOf(at);
    let part = parts.get(key);
    if (part === undefined) {
      part = new Part();
      parts.set(key, part);
    }
    of.push(part);
    part.totals.add(result[at] ?? 0, buy[at] === 1);
    part.expectancy.add(net[at] ?? 0, risk[at] ?? Number.NaN);
    part.add(net[at] ?? 0, closeMs[at] ?? 0);
  }
  // What open positions have cost belongs to no closed trade, so to no part.
  for (let at = 0; at < costs.amount.length; at += 1) of[costs.trade[at] ?? -1]?.totals.pay(costs.amount[at] ?? 0);
  return [...parts]
    .map(([key, { totals, drawdown, expectancy }]) => {
      const sums = totals.result();
      return {
        key: nameOf(key),
        totals: sums,
        profitFactor: profitFactorOf(sums),
        drawdown,
        expectancyR: expectancy.r,
      };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
