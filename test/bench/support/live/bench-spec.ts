import type { ItemOf } from "#shared/link/frame.ts";
import { pairSpec } from "#test/fixtures/risk/risk-builders.ts";

/** A five-digit currency pair under another name. */
export const benchSpec = (symbol: string): ItemOf<"SymbolSpecs"> => ({
  ...pairSpec(symbol, 5, {
    description: symbol,
    path: `Bench\\${symbol}`,
    currencyBase: "EUR",
    currencyProfit: "USD",
    currencyMargin: "EUR",
    point: 0.00001,
    tickSize: 0.00001,
    tickValue: 1,
    tickValueProfit: 1,
    tickValueLoss: 1,
  }),
  tradeMode: "full",
  execution: "market",
  calculation: "forex",
});
