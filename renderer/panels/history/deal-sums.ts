import type { DealView } from "#shared/contract/trading.ts";

const DAY_MS = 86_400_000;

export type Period = "today" | "week";

/** Where a period begins, broker ms: its midnight; a week begins on Monday. */
export function periodStart(period: Period, nowMs: number): number {
  const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
  if (period === "today") return midnight;
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight - sinceMonday * DAY_MS;
}

/** What a deal brought in all: profit with every charge; minor units. */
export const netOf = ({ profit, swap, commission, fee }: DealView): number =>
  profit.minor + swap.minor + commission.minor + fee.minor;

export const costsOf = ({ swap, commission, fee }: DealView): number => swap.minor + commission.minor + fee.minor;

/** Deals of several sources, each once in its newest revision, newest first. */
export function mergedDeals(...sources: readonly (readonly DealView[])[]): readonly DealView[] {
  const byTicket = new Map<string, DealView>();
  for (const deal of sources.flat()) {
    const known = byTicket.get(deal.ticket);
    if (known === undefined || deal.revision >= known.revision) byTicket.set(deal.ticket, deal);
  }
  return [...byTicket.values()].toSorted(
    (a, b) => b.timeMs - a.timeMs || (BigInt(b.ticket) > BigInt(a.ticket) ? 1 : -1),
  );
}

/** Net of each position over these deals; minor units. */
export function netByPosition(deals: readonly DealView[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const deal of deals) {
    if (deal.position !== "0") sums.set(deal.position, (sums.get(deal.position) ?? 0) + netOf(deal));
  }
  return sums;
}

export interface Total {
  readonly currency: string;
  readonly digits: number;
  readonly minor: number;
  readonly count: number;
}

/** Totals by currency, of trades alone: money paid in or out is no result. */
export function totalsOf(deals: readonly DealView[]): readonly Total[] {
  const totals = new Map<string, Total>();
  for (const deal of deals) {
    if (deal.kind !== "buy" && deal.kind !== "sell") continue;
    const { currency, digits } = deal.profit;
    const before = totals.get(currency) ?? { currency, digits, minor: 0, count: 0 };
    totals.set(currency, { ...before, minor: before.minor + netOf(deal), count: before.count + 1 });
  }
  return [...totals.values()];
}
