import type { MarketSource } from "../../ports/market-source.ts";
import { latestTicks } from "../market/latest-ticks.ts";
import type { TradeServer } from "./trade-server.ts";

/** Gives a new server the last quotes that the market's past knows, so that it can value and convert from the start. */
export async function primeQuotes(
  market: Pick<MarketSource, "symbols" | "now" | "history">,
  server: TradeServer,
): Promise<void> {
  for (const { name } of market.symbols()) {
    const last = await latestTicks(market, name, 1);
    if (last.count > 0) server.prime(name, last.bid[0] as number, last.ask[0] as number);
  }
}
