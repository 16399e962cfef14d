import { type Entry, entryRisk, type LineTerms } from "../exposure/risk-line.ts";
import { asMinor, ceilMinor } from "../valuation/minor-units.ts";
import { profitOfMove } from "../valuation/profit.ts";
import type { WorstCase } from "./verdict-types.ts";

const ZERO = asMinor(0);
export const NO_LOSS: WorstCase = { loss: ZERO, spread: ZERO, commission: ZERO, slippage: ZERO };
export const NO_END: WorstCase = { loss: null, spread: ZERO, commission: ZERO, slippage: ZERO };

/** What an entry loses at its stop and how much of it is cost. `spread`: market orders buy at the ask and leave at the bid. */
export function worstCase(entry: Entry, terms: LineTerms, atMarket: boolean): WorstCase {
  const { charges, digits } = terms;
  const commission = ceilMinor((charges.commissionIn + charges.commissionOut) * entry.lots, digits) ?? ZERO;
  const spread = atMarket ? spreadCost(entry, terms) : ZERO;
  const loss = entryRisk(entry, terms);
  if (loss === null) return { loss, spread, commission, slippage: ZERO };
  if (charges.slippagePoints === 0) return { loss, spread, commission, slippage: ZERO };
  const smooth = entryRisk(entry, { ...terms, charges: { ...charges, slippagePoints: 0 } });
  return { loss, spread, commission, slippage: asMinor(Math.max(0, loss - (smooth ?? loss))) };
}

function spreadCost({ side, lots }: Entry, { spec, quote, currency, digits, rates }: LineTerms): WorstCase["spread"] {
  if (quote === null) return ZERO;
  const [open, close] = side === "buy" ? [quote.ask, quote.bid] : [quote.bid, quote.ask];
  const counting = { currency, rates, spread: quote.ask - quote.bid };
  const profit = profitOfMove(spec, { side, lots, open, close }, counting);
  return profit === null ? ZERO : (ceilMinor(Math.max(0, -profit), digits) ?? ZERO);
}
