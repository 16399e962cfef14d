import type { BrokerDeal } from "#shared/trading/deals/deal.ts";

/** A number drops its closing zeros: the most decimals of many prices are those of the symbol. */
export function priceDigitsOf(deals: Iterable<BrokerDeal>): ReadonlyMap<string, number> {
  const digits = new Map<string, number>();
  for (const { symbol, price } of deals) {
    if (symbol === "") continue;
    const known = digits.get(symbol) ?? 0;
    // Most prices have no more decimals than are known already: told without making a text of each.
    if (Number.isInteger(price * 10 ** known)) continue;
    digits.set(symbol, Math.max(known, decimalsOf(price)));
  }
  return digits;
}

/** 1.3412 has four; 1e-7 seven. */
function decimalsOf(price: number): number {
  const [digits = "", power = "0"] = String(price).split("e");
  return Math.max(0, (digits.split(".")[1] ?? "").length - Number(power));
}
