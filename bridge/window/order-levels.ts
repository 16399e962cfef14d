import type { OrderLevels } from "#shared/contract/verdict.ts";
import type { LineTerms } from "#shared/trading/exposure/risk-line.ts";
import type { OrderRequest } from "#shared/trading/intent/intent.ts";
import { profitOfMove } from "#shared/trading/valuation/profit.ts";
import { pendingEntry, sideOf } from "#shared/trading/verdict/request-side.ts";
import type { AccountState } from "../ports/account-state.ts";

const NONE: OrderLevels = { entry: null, lots: null, atStop: null, atTake: null };

interface Opening {
  readonly side: "buy" | "sell";
  readonly lots: number;
  readonly open: number;
}

/** Where an order opens, or what it is about was opened; null for what has no levels, or is not known. */
function openingOf(request: OrderRequest, state: AccountState, { quote }: LineTerms): Opening | null {
  switch (request.action) {
    case "open": {
      if (quote === null) return null;
      return { side: request.kind, lots: request.lots, open: request.kind === "buy" ? quote.ask : quote.bid };
    }
    case "pending":
      return { side: sideOf(request.kind), lots: request.lots, open: pendingEntry(request) };
    case "modify": {
      const held = state.orders.is.find(({ ticket }) => ticket === request.order);
      return held === undefined
        ? null
        : { side: sideOf(request.kind), lots: held.volumeCurrent, open: pendingEntry(request) };
    }
    case "stops": {
      const held = state.positions.is.find(({ identifier }) => identifier === request.position);
      return held === undefined ? null : { side: held.side, lots: held.volume, open: held.priceOpen };
    }
    default:
      return null;
  }
}

/** What an order's stop and target are worth, by the formulas that the risk rules use; without assumed slippage. */
export function orderLevels(
  request: OrderRequest | null,
  state: AccountState | undefined,
  terms: LineTerms | null,
): OrderLevels {
  if (request === null || state === undefined || terms === null || !("stopLoss" in request)) return NONE;
  const opening = openingOf(request, state, terms);
  if (opening === null) return NONE;
  const { spec, quote, currency, digits, rates, charges } = terms;
  const spread = quote === null ? 0 : Math.max(0, quote.ask - quote.bid);
  const resultAt = (close: number | null): number | null => {
    if (close === null) return null;
    const profit = profitOfMove(spec, { ...opening, close }, { currency, rates, spread });
    if (profit === null) return null;
    const minor = Math.round((profit - charges.commissionOut * opening.lots) * 10 ** digits);
    return Number.isSafeInteger(minor) ? minor + 0 : null;
  };
  return {
    entry: opening.open,
    lots: opening.lots,
    atStop: resultAt(request.stopLoss),
    atTake: resultAt(request.takeProfit),
  };
}
