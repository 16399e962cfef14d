import type { MinorUnits, Price } from "#shared/market/brands.ts";
import type { LineTerms } from "#shared/trading/exposure/risk-line.ts";
import { galeFactor } from "#shared/trading/gale/gale-rule.ts";
import type { OrderRequest } from "#shared/trading/intent/intent.ts";
import { minorUnits, sessionResult } from "#shared/trading/session/result.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import { sizeOrder } from "#shared/trading/sizing/size-order.ts";
import { profitOfMove } from "#shared/trading/valuation/profit.ts";

/** The order of the session's next trade, or the named reason why there is none. */
export type NextOrder =
  | { readonly ok: true; readonly request: Extract<OrderRequest, { action: "open" }> }
  | { readonly ok: false; readonly reason: string };

/** A price on the tick grid, moved away from the entry: a stop is never nearer than it was asked to be. */
function onGrid(price: number, { tickSize, digits }: LineTerms["spec"], up: boolean): Price {
  const step = tickSize > 0 ? tickSize : 10 ** -digits;
  const ticks = price / step;
  const rounded = up ? Math.ceil(ticks - 1e-6) : Math.floor(ticks + 1e-6);
  return Number((rounded * step).toFixed(digits)) as Price;
}

/** Sizes and prices a market order of `side` at the present quote, by the session's amount and gale step. */
export function nextOrder(
  state: SessionState,
  symbol: string,
  side: "buy" | "sell",
  balance: MinorUnits,
  terms: LineTerms,
): NextOrder {
  const { config, gale } = state;
  const { quote, spec } = terms;
  if (quote === null) return { ok: false, reason: "noQuote" };
  const entry = side === "buy" ? quote.ask : quote.bid;
  const away = config.stopPoints * spec.point;
  const stopLoss = side === "buy" ? onGrid(entry - away, spec, false) : onGrid(entry + away, spec, true);
  const gain = config.takePoints === null ? null : config.takePoints * spec.point;
  const takeProfit =
    gain === null ? null : side === "buy" ? onGrid(entry + gain, spec, true) : onGrid(entry - gain, spec, false);
  const size = sizeOrder({
    amount: config.amount,
    factor: galeFactor(config.gale, gale.step),
    entry: { side, open: entry, stop: stopLoss, slips: true },
    terms,
    riskBase: balance,
  });
  if (!size.ok) return { ok: false, reason: size.refusal };
  if (costOfEntry(side, size.lots, terms) >= roomToStopLoss(state)) return { ok: false, reason: "stopLossRoom" };
  return {
    ok: true,
    request: {
      action: "open",
      symbol,
      kind: side,
      lots: size.lots,
      price: entry as Price,
      deviation: null,
      stopLoss,
      takeProfit,
      holdMs: config.holdMs,
    },
  };
}

/** Minor units that are lost by opening and closing at once: spread and both commissions. Infinite when nothing values it. */
function costOfEntry(side: "buy" | "sell", lots: number, terms: LineTerms): number {
  const { quote, spec, currency, rates, charges, digits } = terms;
  if (quote === null) return Number.POSITIVE_INFINITY;
  const [open, close] = side === "buy" ? [quote.ask, quote.bid] : [quote.bid, quote.ask];
  const profit = profitOfMove(spec, { side, lots, open, close }, { currency, rates, spread: quote.ask - quote.bid });
  if (profit === null) return Number.POSITIVE_INFINITY;
  return 0 - minorUnits(profit - (charges.commissionIn + charges.commissionOut) * lots, digits);
}

const roomToStopLoss = (state: SessionState): number => sessionResult(state) + state.config.stopLoss;
