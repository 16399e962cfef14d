import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { byTime } from "#shared/trading/trades/trades-of.ts";

/**
 * Whether deals come from a netting account, where the report does not say: a reversal happens there alone, and so does an
 * exit that is larger than any single entry before it; an entry against an open one happens on hedging accounts alone.
 */
export function looksNetting(deals: readonly BrokerDeal[]): boolean {
  const open = new Map<string, { kind: string; lots: number; largest: number }>();
  let larger = false;
  for (const { kind, entry, symbol, volume } of deals.toSorted(byTime)) {
    if (kind !== "buy" && kind !== "sell") continue;
    if (entry === "inOut") return true;
    const held = open.get(symbol) ?? { kind, lots: 0, largest: 0 };
    open.set(symbol, held);
    if (entry === "in") {
      if (held.lots > 1e-9 && held.kind !== kind) return false;
      if (held.lots <= 1e-9) held.kind = kind;
      held.lots += volume;
      held.largest = Math.max(held.largest, volume);
      continue;
    }
    if (held.lots > 1e-9 && volume > held.largest + 1e-9 && volume <= held.lots + 1e-9) larger = true;
    held.lots -= volume;
    if (held.lots <= 1e-9) held.largest = 0;
  }
  return larger;
}
