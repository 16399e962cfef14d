import type { BrokerDeal } from "../deals/deal.ts";
import type { CashFlow, ClosedTrade, OpenCost, Side, TradeBook } from "./closed-trade.ts";
import { costsOf, NO_LOTS, OpenPosition, type TakenOut } from "./open-position.ts";

/** Whether a deal trades; the others move money alone. */
export const isTrade = ({ kind }: BrokerDeal): boolean => kind === "buy" || kind === "sell";

/** Order of happening; tickets grow, so they decide within a millisecond. */
export const byTime = (
  a: { readonly timeMs: number; readonly ticket: bigint },
  b: { readonly timeMs: number; readonly ticket: bigint },
): number => a.timeMs - b.timeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0);

/** Order of trades in a book: by their close. */
export const byClose = (a: ClosedTrade, b: ClosedTrade): number =>
  a.closeMs - b.closeMs || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0);

/** The money that a deal without a trade moved. */
export function cashOf(deal: BrokerDeal): CashFlow {
  const { ticket, timeMs, kind, comment } = deal;
  return { ticket, timeMs, kind, amount: deal.profit + deal.swap + costsOf(deal), comment };
}

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
      cash.push(cashOf(deal));
      continue;
    }
    const known = positions.get(deal.position);
    if (known === undefined) positions.set(deal.position, [deal]);
    else known.push(deal);
  }
  const trades: ClosedTrade[] = [];
  const openCosts: OpenCost[] = [];
  for (const ofPosition of positions.values()) {
    const read = positionTrades(ofPosition);
    for (const trade of read.trades) trades.push(trade);
    for (const cost of read.openCosts) openCosts.push(cost);
  }
  return { trades: trades.toSorted(byClose), openCosts: openCosts.toSorted(byTime), cash: cash.toSorted(byTime) };
}

const NOTHING: TakenOut = { costs: [], deals: [] };

/** Walks one position's deals from the first to the last. @param deals in any order */
export function positionTrades(deals: readonly BrokerDeal[]): Pick<TradeBook, "trades" | "openCosts"> {
  const trades: ClosedTrade[] = [];
  let open: OpenPosition | null = null;
  for (const deal of deals.toSorted(byTime)) {
    if (deal.entry === "in" || deal.entry === "other") {
      open ??= new OpenPosition(deal);
      open.grow(deal, deal.volume, 1);
      continue;
    }
    const reverses = deal.entry === "inOut";
    // What is beyond the open lots opens the other way; without known entries all of it counts as closing.
    const lots: number = reverses && open !== null ? Math.min(open.lots, deal.volume) : deal.volume;
    const share = deal.volume > 0 ? lots / deal.volume : 1;
    const taken: TakenOut = open === null ? NOTHING : open.shrink(lots);
    trades.push(closedBy(deal, open, { lots, share, taken }));
    const beyond = deal.volume - lots;
    if (reverses && beyond > NO_LOTS) {
      open = new OpenPosition(deal);
      open.grow(deal, beyond, 1 - share);
    } else if (open !== null && open.lots <= NO_LOTS) open = null;
  }
  if (open === null) return { trades, openCosts: [] };
  const { symbol, magic, costs } = open;
  return { trades, openCosts: costs.map((cost) => ({ ...cost, symbol, magic })) };
}

interface Closing {
  readonly lots: number;
  /** Of the deal's own costs that belong to what it closed. */
  readonly share: number;
  readonly taken: TakenOut;
}

function closedBy(deal: BrokerDeal, open: OpenPosition | null, { lots, share, taken }: Closing): ClosedTrade {
  const { ticket, position, symbol, profit, swap, origin } = deal;
  const exitCosts = costsOf(deal) * share;
  const result = profit + swap + exitCosts;
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
    result,
    entryCosts: taken.costs,
    net: taken.costs.reduce((net, { amount }) => net + amount, result),
    magic: open?.magic ?? deal.magic,
    comment: open?.comment ?? deal.comment,
    origin,
    deals: [...taken.deals, ticket],
  };
}

/** MT5 writes "no level" as 0. */
const levelOf = (price: number | undefined): number | null => (price === undefined || price === 0 ? null : price);
