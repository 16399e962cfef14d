import type { BrokerDeal } from "../deals/deal.ts";
import type { Charges } from "./charges.ts";

/** What the estimate reads of a deal. */
export type ChargedDeal = Pick<BrokerDeal, "symbol" | "kind" | "entry" | "volume" | "commission" | "fee">;

/** Deals looked at on each side, newest first: a broker that changed its prices is followed soon. */
const SAMPLES = 20;

function dearest(deals: readonly ChargedDeal[]): number | null {
  if (deals.length === 0) return null;
  const perLot = deals.slice(0, SAMPLES).map(({ volume, commission, fee }) => -(commission + fee) / volume);
  return Math.max(0, ...perLot);
}

/**
 * Commission and fee per lot of a symbol, as the account's own deals paid them: the dearest of the last ones, so that a
 * worst case is not made small by a cheap day. A side that has not been paid for yet is taken to cost what the other
 * does. Without deals: none.
 * @param deals newest first.
 */
export function estimateCharges(deals: Iterable<ChargedDeal>, symbol: string, slippagePoints: number): Charges {
  const own = [...deals].filter(
    (deal) => deal.symbol === symbol && (deal.kind === "buy" || deal.kind === "sell") && deal.volume > 0,
  );
  const opened = dearest(own.filter(({ entry }) => entry === "in" || entry === "inOut"));
  const closed = dearest(own.filter(({ entry }) => entry === "out" || entry === "outBy"));
  return { commissionIn: opened ?? closed ?? 0, commissionOut: closed ?? opened ?? 0, slippagePoints };
}
