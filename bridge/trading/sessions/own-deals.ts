import type { Ticket, UtcMs } from "#shared/market/brands.ts";
import { type BrokerDeal, sumLots } from "#shared/trading/deals/deal.ts";
import type { OwnDeal } from "#shared/trading/session/own-deal.ts";
import type { SessionTrade } from "#shared/trading/session/session-state.ts";
import { lotsOpen } from "#shared/trading/session/trades.ts";

/** The trade that a deal moves, and the position around it. */
export interface DealContext {
  readonly trade: SessionTrade;
  /** Magic of the trade's entry. */
  readonly magic: bigint;
  /** All deals of the position that the ledger has. */
  readonly around: readonly BrokerDeal[];
  readonly atMs: UtcMs;
}

/**
 * A broker's deal as a session's ledger books it; null for what is no trade (balance, credit) and for what moves none of
 * its lots. On a netting account strangers share the position: of a deal that closes more than the session's lots, or
 * turns the position round, the session books its part.
 */
export function ownDeal(deal: BrokerDeal, { trade, magic, around, atMs }: DealContext): OwnDeal | null {
  if (deal.kind !== "buy" && deal.kind !== "sell") return null;
  if (deal.entry === "other") return null;
  const whole: OwnDeal = {
    ticket: deal.ticket as Ticket,
    position: deal.position as Ticket,
    opens: deal.entry === "in",
    lots: deal.volume,
    price: deal.price,
    net: netOf(deal),
    atMs,
  };
  if (deal.entry === "in") return whole;
  const isShared = around.some(({ entry, magic: other }) => entry === "in" && other !== magic);
  const mine = sumLots([lotsOpen(trade)]);
  if (deal.entry !== "inOut" && (!isShared || deal.volume <= mine)) return whole;
  if (mine <= 0) return null;
  // A reversal's profit is that of the lots which were there; its charges are those of all its lots.
  const closed = deal.entry === "inOut" ? (heldBefore(around, deal) ?? mine) : deal.volume;
  const gain = (deal.profit + deal.swap) * Math.min(1, mine / closed);
  const charges = (deal.commission + deal.fee) * Math.min(1, mine / deal.volume);
  return { ...whole, opens: false, lots: mine, net: gain + charges };
}

/** Lots of the position before a deal, by its earlier deals; null when there are none. Tickets grow, clocks go back. */
function heldBefore(around: readonly BrokerDeal[], deal: BrokerDeal): number | null {
  const earlier = around.filter(({ ticket }) => ticket < deal.ticket);
  const held = sumLots(earlier.map(({ entry, volume }) => (entry === "in" ? volume : -volume)));
  return held > 0 ? held : null;
}

/** What a trade's deals add up to as the ledger has them now; null where strangers had a part in one, or one is missing. */
export function netOfDeals({ deals }: SessionTrade, around: readonly BrokerDeal[]): number | null {
  const own = around.filter(({ ticket }) => deals.some((known) => known === ticket));
  const isShared = own.length < deals.length || own.some(({ entry }) => entry === "inOut");
  return isShared ? null : own.reduce((sum, deal) => sum + netOf(deal), 0);
}

const netOf = ({ profit, swap, commission, fee }: BrokerDeal): number => profit + swap + commission + fee;
