import type { BrokerDeal } from "../deals/deal.ts";
import { type CashFlow, type ClosedTrade, type OpenCost, type Side, type TradeBook } from "./closed-trade.ts";
import { costsOf, grown, NO_LOTS, type OpenPosition, shrunk } from "./open-position.ts";

const isTrade = ({ kind }: BrokerDeal): boolean => kind === "buy" || kind === "sell";

/** Order of happening; tickets grow, so they decide within a millisecond. */
export const byTime = (
  a: { readonly timeMs: number; readonly ticket: bigint },
  b: { readonly timeMs: number; readonly ticket: bigint },
): number => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0);

/**
 * Closed trades of one account, as MetaTrader 5 counts them: each deal with the direction out, in/out or out by is a
 * trade. Deals are told apart by DEAL_POSITION_ID on hedging and netting accounts alike. The order in which they are
 * given does not matter; each ticket is expected once, in its newest revision.
 */
export function tradesOf(deals: Iterable<BrokerDeal>): TradeBook {
  const positions = new Map<bigint, BrokerDeal[]>();
  const cash: CashFlow[] = [];
  for (const deal of deals) {
    if (!isTrade(deal)) {
      const amount = deal.profit + deal.swap + costsOf(deal);
      const { ticket, timeMs, kind, comment } = deal;
      cash.push({ ticket, timeMs, kind, amount, comment });
      continue;
    }
    const known = positions.get(deal.position);
    if (known === undefined) positions.set(deal.position, [deal]);
    else known.push(deal);
  }
  const trades: ClosedTrade[] = [];
  const openCosts: OpenCost[] = [];
  for (const ofPosition of positions.values()) readPosition(ofPosition.toSorted(byTime), trades, openCosts);
  trades.sort((a, b) => a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : 1));
  return { trades, openCosts: openCosts.toSorted(byTime), cash: cash.toSorted(byTime) };
}

/** Walks one position's deals from the first to the last. */
function readPosition(deals: readonly BrokerDeal[], trades: ClosedTrade[], openCosts: OpenCost[]): void {
  let open: OpenPosition | null = null;
  for (const deal of deals) {
    if (deal.entry === "in" || deal.entry === "other") {
      open = grown(open, deal, deal.volume, 1);
      continue;
    }
    const reverses = deal.entry === "inOut";
    // What is beyond the open lots opens the other way; without known entries all of it counts as closing.
    const lots: number = reverses && open !== null ? Math.min(open.lots, deal.volume) : deal.volume;
    const share = deal.volume > 0 ? lots / deal.volume : 1;
    const { costs, left }: ReturnType<typeof shrunk> = open === null ? { costs: [], left: null } : shrunk(open, lots);
    const trade = closedBy(deal, open, lots, share);
    let net = trade.result;
    for (const { amount } of costs) net += amount;
    trades.push({ ...trade, entryCosts: costs, net });
    const beyond = deal.volume - lots;
    open = reverses && beyond > NO_LOTS ? grown(null, deal, beyond, 1 - share) : left;
  }
  if (open === null) return;
  const { magic, costs } = open;
  const symbol = deals[0]?.symbol ?? "";
  openCosts.push(...costs.map((cost) => ({ ...cost, symbol, magic })));
}

function closedBy(
  deal: BrokerDeal,
  open: OpenPosition | null,
  lots: number,
  share: number,
): Omit<ClosedTrade, "entryCosts" | "net"> {
  const { ticket, position, symbol, profit, swap, origin } = deal;
  const exitCosts = costsOf(deal) * share;
  const opposite: Side = deal.kind === "buy" ? "sell" : "buy";
  return {
    ticket,
    position,
    symbol,
    side: open?.side ?? opposite,
    lots,
    openMs: open?.openMs ?? null,
    openPrice: open?.price ?? null,
    closeMs: deal.timeMs,
    closePrice: deal.price,
    stopLoss: levelOf(open?.stopLoss),
    takeProfit: levelOf(open?.takeProfit),
    profit,
    swap,
    exitCosts,
    result: profit + swap + exitCosts,
    magic: open?.magic ?? deal.magic,
    comment: open?.comment ?? deal.comment,
    origin,
    deals: [...(open?.deals ?? []), ticket],
  };
}

/** MT5 writes "no level" as 0. */
const levelOf = (price: number | undefined): number | null => (price === undefined || price === 0 ? null : price);
