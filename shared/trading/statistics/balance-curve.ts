import { isBefore, type TradeColumns } from "./columns.ts";
import type { Cash, FigureInput } from "./input.ts";
import { Sum } from "./sum.ts";

/** The balance after each change, in order of happening. `capital`: what was put in up to then, the first balance included. */
export interface BalanceCurve {
  readonly first: number;
  readonly timeMs: Float64Array;
  readonly balance: Float64Array;
  readonly capital: Float64Array;
}

/**
 * Balance as MetaTrader's report draws it: what entries cost at their time, results at the close, cash in between. A
 * deposit moves balance and capital alike; credit is not balance at all. The three lists are in order, so they are merged.
 */
export function balanceCurve({ columns, cash, firstBalance }: Omit<FigureInput, "equity">): BalanceCurve {
  const { count: closed, closeMs, result, costs } = columns;
  const flows = flowsInOrder(cash, columns);
  const first = firstBalance ?? 0;
  const paid = costs.timeMs.length;
  const count = closed + paid + flows.length;
  const timeMs = new Float64Array(count);
  const balance = new Float64Array(count);
  const capital = new Float64Array(count);
  const earned = new Sum();
  const put = new Sum().add(first);
  let [trade, cost, flow] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const moved = flows[flow];
    const flowAfter = moved === undefined ? Number.POSITIVE_INFINITY : moved.after;
    const costAfter = cost < paid ? (costs.after[cost] ?? 0) : Number.POSITIVE_INFINITY;
    const costFirst =
      costAfter < flowAfter ||
      (costAfter === flowAfter && cost < paid && moved !== undefined && isCostEarlier(columns, cost, moved.cash));
    if (trade < closed && trade < Math.min(costAfter, flowAfter)) {
      earned.add(result[trade] ?? 0);
      timeMs[at] = closeMs[trade] ?? 0;
      trade += 1;
    } else if (costFirst) {
      earned.add(costs.amount[cost] ?? 0);
      timeMs[at] = costs.timeMs[cost] ?? 0;
      cost += 1;
    } else if (moved !== undefined) {
      put.add(moved.cash.amount);
      timeMs[at] = moved.cash.timeMs;
      flow += 1;
    }
    capital[at] = put.value;
    balance[at] = put.value + earned.value;
  }
  return { first, timeMs, balance, capital };
}

interface Flow {
  readonly cash: Cash;
  /** How many of the trades have closed before it. */
  readonly after: number;
}

function flowsInOrder(cash: readonly Cash[], columns: TradeColumns): readonly Flow[] {
  return cash
    .filter(({ kind }) => kind !== "credit")
    .toSorted((a, b) => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : 1))
    .map((each) => ({ cash: each, after: closedBefore(each, columns) }));
}

/** Trades that do not come after it: found by halving. */
function closedBefore({ timeMs, ticket }: Cash, columns: TradeColumns): number {
  let [low, high] = [0, columns.count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(timeMs, ticket, columns, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isCostEarlier({ costs }: TradeColumns, at: number, { timeMs, ticket }: Cash): boolean {
  const paidMs = costs.timeMs[at] ?? 0;
  return paidMs < timeMs || (paidMs === timeMs && BigInt.asUintN(64, costs.ticket[at] ?? 0n) < ticket);
}
