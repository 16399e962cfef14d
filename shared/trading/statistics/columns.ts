import type { EntryCost } from "../trades/closed-trade.ts";
import type { StatTrade } from "./input.ts";

/** What entries have cost, by time, then ticket: apart from trades, as a balance falls when a position is opened. */
export interface CostColumns {
  readonly ticket: BigInt64Array;
  readonly timeMs: Float64Array;
  readonly amount: Float64Array;
  /** The trade that it belongs to; -1: a position that is still open. */
  readonly trade: Int32Array;
  /** How many of the trades have closed before it. */
  readonly after: Uint32Array;
}

/**
 * Closed trades of one currency, a column each, in order of their close, then ticket. Raw account currency, times broker
 * ms. `NaN`: not known (a time before the history, a risk without a stop). Read many times, made once.
 */
export interface TradeColumns {
  readonly count: number;
  readonly ticket: BigInt64Array;
  readonly openMs: Float64Array;
  readonly closeMs: Float64Array;
  readonly result: Float64Array;
  readonly net: Float64Array;
  readonly risk: Float64Array;
  /** 1 = buy. */
  readonly buy: Uint8Array;
  readonly costs: CostColumns;
}

/** Room for `count` trades and `costs` entry costs. */
export function emptyColumns(count: number, costs: number): TradeColumns {
  return {
    count,
    ticket: new BigInt64Array(count),
    openMs: new Float64Array(count),
    closeMs: new Float64Array(count),
    result: new Float64Array(count),
    net: new Float64Array(count),
    risk: new Float64Array(count),
    buy: new Uint8Array(count),
    costs: {
      ticket: new BigInt64Array(costs),
      timeMs: new Float64Array(costs),
      amount: new Float64Array(costs),
      trade: new Int32Array(costs),
      after: new Uint32Array(costs),
    },
  };
}

/** @param given in any order */
export function columnsOf(given: readonly StatTrade[], openCosts: readonly EntryCost[]): TradeColumns {
  const trades = inOrder(given);
  const costs = costsInOrder(trades, openCosts);
  const columns = emptyColumns(trades.length, costs.length);
  for (let at = 0; at < trades.length; at += 1) {
    const trade = trades[at];
    if (trade === undefined) continue;
    columns.ticket[at] = trade.ticket;
    columns.openMs[at] = trade.openMs ?? Number.NaN;
    columns.closeMs[at] = trade.closeMs;
    columns.result[at] = trade.result;
    columns.net[at] = trade.net;
    columns.risk[at] = trade.risk !== null && trade.risk > 0 ? trade.risk : Number.NaN;
    columns.buy[at] = trade.side === "buy" ? 1 : 0;
  }
  for (let at = 0; at < costs.length; at += 1) {
    const cost = costs[at];
    if (cost === undefined) continue;
    columns.costs.ticket[at] = cost.ticket;
    columns.costs.timeMs[at] = cost.timeMs;
    columns.costs.amount[at] = cost.amount;
    columns.costs.trade[at] = cost.trade;
  }
  placeCosts(columns);
  return columns;
}

/** Whether something at this time and ticket comes before the close of trade `at`. */
export function isBefore(
  timeMs: number,
  ticket: bigint,
  { closeMs, ticket: tickets }: TradeColumns,
  at: number,
): boolean {
  const close = closeMs[at] ?? 0;
  return timeMs < close || (timeMs === close && BigInt.asUintN(64, ticket) < BigInt.asUintN(64, tickets[at] ?? 0n));
}

/** Counts for each cost how many trades have closed before it. */
export function placeCosts(columns: TradeColumns): void {
  const { count, costs } = columns;
  let trade = 0;
  for (let at = 0; at < costs.timeMs.length; at += 1) {
    while (trade < count && !isBefore(costs.timeMs[at] ?? 0, costs.ticket[at] ?? 0n, columns, trade)) trade += 1;
    costs.after[at] = trade;
  }
}

interface Cost extends EntryCost {
  readonly trade: number;
}

function costsInOrder(trades: readonly StatTrade[], openCosts: readonly EntryCost[]): readonly Cost[] {
  const costs: Cost[] = openCosts.map(({ ticket, timeMs, amount }) => ({ ticket, timeMs, amount, trade: -1 }));
  for (let at = 0; at < trades.length; at += 1) {
    for (const { ticket, timeMs, amount } of trades[at]?.entryCosts ?? []) {
      costs.push({ ticket, timeMs, amount, trade: at });
    }
  }
  return costs.toSorted((a, b) => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0));
}

function inOrder(trades: readonly StatTrade[]): readonly StatTrade[] {
  for (let at = 1; at < trades.length; at += 1) {
    const [before, trade] = [trades[at - 1], trades[at]];
    if (before !== undefined && trade !== undefined && later(before, trade) > 0) return trades.toSorted(later);
  }
  return trades;
}

const later = (a: StatTrade, b: StatTrade): number =>
  a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0);
