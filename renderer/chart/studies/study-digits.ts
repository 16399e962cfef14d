import type { Indicator } from "#shared/market/indicators/indicator.ts";

/** Decimals that an indicator's values are shown with; differences of prices get one more than the prices themselves. */
export function studyDigits({ pane, unit }: Indicator, priceDigits: number): number {
  if (unit === "price") return pane === "price" ? priceDigits : priceDigits + 1;
  return unit === "index" ? 2 : 0;
}
