import type { StatisticsInput } from "./input.ts";
import { Sum } from "./sum.ts";

/** The balance after each change, in order of happening. `capital`: what was put in up to then, the first balance included. */
export interface BalanceCurve {
  readonly first: number;
  readonly timeMs: Float64Array;
  readonly balance: Float64Array;
  readonly capital: Float64Array;
}

/** A deposit moves balance and peak alike; credit is not balance at all. */
interface Change {
  readonly timeMs: number;
  readonly ticket: bigint;
  readonly amount: number;
}

const earlier = (a: Change, b: Change): boolean =>
  a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.ticket < b.ticket);

const before = (change: Change, { closeMs, ticket }: StatisticsInput["trades"][number]): boolean =>
  change.timeMs < closeMs || (change.timeMs === closeMs && change.ticket < ticket);

/**
 * Balance as MetaTrader's report draws it: what entries cost at their time, results at the close, cash in between. Trades
 * come in order of their close, so the three lists are merged.
 */
export function balanceCurve({ trades, openCosts, cash, firstBalance }: StatisticsInput): BalanceCurve {
  const costs = costsInOrder(trades, openCosts);
  const flows = cash.filter(({ kind }) => kind !== "credit").toSorted((a, b) => (earlier(a, b) ? -1 : 1));
  const first = firstBalance ?? 0;
  const count = trades.length + costs.length + flows.length;
  const timeMs = new Float64Array(count);
  const balance = new Float64Array(count);
  const capital = new Float64Array(count);
  const earned = new Sum();
  const put = new Sum().add(first);
  let [trade, cost, flow] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const closed = trades[trade];
    const paid = costs[cost];
    const moved = flows[flow];
    const side = paid !== undefined && (moved === undefined || earlier(paid, moved)) ? paid : moved;
    if (side === undefined || (closed !== undefined && !before(side, closed))) {
      trade += 1;
      earned.add(closed?.result ?? 0);
      timeMs[at] = closed?.closeMs ?? 0;
    } else {
      timeMs[at] = side.timeMs;
      if (side === paid) {
        cost += 1;
        earned.add(side.amount);
      } else {
        flow += 1;
        put.add(side.amount);
      }
    }
    capital[at] = put.value;
    balance[at] = put.value + earned.value;
  }
  return { first, timeMs, balance, capital };
}

function costsInOrder(trades: StatisticsInput["trades"], openCosts: StatisticsInput["openCosts"]): readonly Change[] {
  const costs: Change[] = [];
  for (const { entryCosts } of trades) for (const cost of entryCosts) costs.push(cost);
  costs.push(...openCosts);
  return costs.toSorted((a, b) => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0));
}
