import { Falls } from "./drawdown.ts";
import { expectancyOf } from "./expectancy.ts";
import type { StatTrade } from "./input.ts";
import { Sum } from "./sum.ts";
import { profitFactorOf, type Totals, totalsOf } from "./totals.ts";

/** A part of the trades; the parts' nets add up to the net of all closed trades. */
export interface GroupSum {
  readonly key: string;
  readonly totals: Totals;
  readonly profitFactor: number | null;
  /** Largest fall of the part's own running sum, in money. */
  readonly drawdown: number;
  readonly expectancyR: number | null;
}

/** Sorts trades into parts by `keyOf`; parts in order of their keys. */
export function groupsOf<T extends StatTrade>(trades: readonly T[], keyOf: (trade: T) => string): readonly GroupSum[] {
  const parts = new Map<string, T[]>();
  for (const trade of trades) {
    const key = keyOf(trade);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [trade]);
    else part.push(trade);
  }
  return [...parts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => {
      const totals = totalsOf({ trades: part, openCosts: [] });
      return {
        key,
        totals,
        profitFactor: profitFactorOf(totals),
        drawdown: deepestFallOf(part),
        expectancyR: expectancyOf(part).r,
      };
    });
}

/** Of the running sum of nets, in order of the closes. */
function deepestFallOf(trades: readonly StatTrade[]): number {
  const falls = new Falls(0);
  const sum = new Sum();
  for (const { net, closeMs } of trades) {
    const { value } = sum.add(net);
    falls.see(value, value, closeMs);
  }
  return falls.result().maximal;
}
