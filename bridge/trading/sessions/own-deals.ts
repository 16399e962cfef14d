import type { Ticket, UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { OwnDeal } from "#shared/trading/session/own-deal.ts";

/** A broker's deal as a session's ledger books it; null for what is no trade (balance, credit) or reverses a position. */
export function ownDeal(deal: BrokerDeal, atMs: UtcMs): OwnDeal | null {
  if (deal.kind !== "buy" && deal.kind !== "sell") return null;
  if (deal.entry === "inOut" || deal.entry === "other") return null;
  return {
    ticket: deal.ticket as Ticket,
    position: deal.position as Ticket,
    opens: deal.entry === "in",
    lots: deal.volume,
    price: deal.price,
    net: deal.profit + deal.swap + deal.commission + deal.fee,
    atMs,
  };
}
