import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { MarketSource } from "../../ports/market-source.ts";

const MINUTE = 60_000;
/** How far back a last quote is looked for: over any weekend. */
const LOOK_BACK_MS = 80 * 60 * MINUTE;
/** More ticks than an hour of any market holds. */
const ALL = 1_000_000;

/** The last ticks of a symbol, `wanted` if there are so many in its last busy stretch; none for a silent symbol. */
export async function latestTicks(
  market: Pick<MarketSource, "now" | "history">,
  symbol: string,
  wanted: number,
): Promise<TickColumns> {
  const now: number = market.now();
  let to = now + 1;
  for (let span = MINUTE; now - to < LOOK_BACK_MS; span = Math.min(span * 4, 60 * MINUTE)) {
    const ticks = await market.history(symbol, to - span, to, ALL);
    if (ticks.count > 0) return viewTicks(ticks, Math.max(0, ticks.count - wanted), ticks.count);
    to -= span;
  }
  return emptyTickColumns(0);
}
