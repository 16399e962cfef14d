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
  readonly cash: boolean;
}

/** Balance as MetaTrader's report draws it: what entries cost at their time, results at the close, cash in between. */
export function balanceCurve({ trades, openCosts, cash, firstBalance }: StatisticsInput): BalanceCurve {
  const changes: Change[] = [];
  for (const { closeMs: timeMs, ticket, result: amount, entryCosts } of trades) {
    for (const cost of entryCosts) changes.push({ ...cost, cash: false });
    changes.push({ timeMs, ticket, amount, cash: false });
  }
  for (const cost of openCosts) changes.push({ ...cost, cash: false });
  for (const { ticket, timeMs, amount, kind } of cash) {
    if (kind !== "credit") changes.push({ ticket, timeMs, amount, cash: true });
  }
  changes.sort((a, b) => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0));
  const first = firstBalance ?? 0;
  const timeMs = new Float64Array(changes.length);
  const balance = new Float64Array(changes.length);
  const capital = new Float64Array(changes.length);
  const earned = new Sum();
  const put = new Sum().add(first);
  for (const [at, change] of changes.entries()) {
    (change.cash ? put : earned).add(change.amount);
    timeMs[at] = change.timeMs;
    capital[at] = put.value;
    balance[at] = put.value + earned.value;
  }
  return { first, timeMs, balance, capital };
}
