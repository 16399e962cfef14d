import type { SessionState } from "#shared/trading/session/session-state.ts";
import { lotsOpen } from "#shared/trading/session/trades.ts";
import { profitOfMove } from "#shared/trading/valuation/profit.ts";
import type { SessionMarket } from "./session-parts.ts";

/**
 * What closing all open trades now would bring: profit at the quotes, swap as the broker counts it so far, less the
 * commission of the close. Null while a quote or a rate is missing: then the last mark stays.
 */
export function floatingOf({ config, live }: SessionState, market: SessionMarket): number | null {
  const account = market.account(config.account);
  let sum = 0;
  for (const trade of live) {
    const lots = lotsOpen(trade);
    if (lots === 0 || trade.openPrice === null) continue;
    const terms = market.terms(config.account, trade.symbol);
    if (terms === null || terms.quote === null) return null;
    const { quote, spec, currency, rates, charges } = terms;
    const close = trade.side === "buy" ? quote.bid : quote.ask;
    const move = { side: trade.side, lots, open: trade.openPrice, close };
    const profit = profitOfMove(spec, move, { currency, rates, spread: quote.ask - quote.bid });
    if (profit === null) return null;
    const swap = trade.position === null || account === null ? 0 : account.swapOf(trade.position);
    sum += profit + swap - charges.commissionOut * lots;
  }
  return sum;
}
