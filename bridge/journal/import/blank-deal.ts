import type { BrokerDeal } from "#shared/trading/deals/deal.ts";

/** A deal of which nothing but the given is known. */
export const dealWith = (
  known: Partial<BrokerDeal> & Pick<BrokerDeal, "ticket" | "timeMs" | "kind" | "entry">,
): BrokerDeal => ({
  order: 0n,
  position: 0n,
  symbol: "",
  volume: 0,
  price: 0,
  stopLoss: 0,
  takeProfit: 0,
  profit: 0,
  swap: 0,
  commission: 0,
  fee: 0,
  magic: 0n,
  origin: "other",
  comment: "",
  ...known,
});

/** Reports print tickets of closed orders once; the opening half of one gets this bit, so that both halves have a key. */
export const OPENING = 1n << 62n;
