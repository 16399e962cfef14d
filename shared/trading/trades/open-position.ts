import type { BrokerDeal } from "../deals/deal.ts";
import type { EntryCost, Side } from "./closed-trade.ts";

/** Lots that differ by less are equal: volumes have at most 8 decimals. */
export const NO_LOTS = 1e-9;

/** A position while its deals are read in order: what is open, at which mean price, and what that had cost. */
export interface OpenPosition {
  readonly side: Side;
  readonly lots: number;
  readonly price: number;
  readonly openMs: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly magic: bigint;
  readonly comment: string;
  readonly costs: readonly EntryCost[];
  readonly deals: readonly bigint[];
}

/** What a deal costs besides its profit and swap. */
export const costsOf = ({ commission, fee }: Pick<BrokerDeal, "commission" | "fee">): number => commission + fee;

/** Adds a deal that opens; `share` of its costs belongs to the lots that it opens. */
export function grown(open: OpenPosition | null, deal: BrokerDeal, lots: number, share: number): OpenPosition {
  const amount = costsOf(deal) * share;
  const costs = amount === 0 ? [] : [{ ticket: deal.ticket, timeMs: deal.timeMs, amount }];
  if (open === null) {
    return {
      side: deal.kind === "sell" ? "sell" : "buy",
      lots,
      price: deal.price,
      openMs: deal.timeMs,
      stopLoss: deal.stopLoss,
      takeProfit: deal.takeProfit,
      magic: deal.magic,
      comment: deal.comment,
      costs,
      deals: [deal.ticket],
    };
  }
  const total = open.lots + lots;
  return {
    ...open,
    lots: total,
    price: total > 0 ? (open.price * open.lots + deal.price * lots) / total : deal.price,
    costs: [...open.costs, ...costs],
    deals: [...open.deals, deal.ticket],
  };
}

/** Takes `lots` out: their share of the costs, and what stays open (null: nothing). */
export function shrunk(
  open: OpenPosition,
  lots: number,
): { readonly costs: readonly EntryCost[]; readonly left: OpenPosition | null } {
  const rest = open.lots - lots;
  if (rest <= NO_LOTS) return { costs: open.costs, left: null };
  const share = lots / open.lots;
  const part = (by: number) => open.costs.map((cost) => ({ ...cost, amount: cost.amount * by }));
  return { costs: part(share), left: { ...open, lots: rest, costs: part(1 - share) } };
}
