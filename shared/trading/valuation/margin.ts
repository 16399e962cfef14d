import { converted, type Rates } from "./rates.ts";
import { positive, type ValuedSpec } from "./spec.ts";

export interface MarginTerms {
  readonly currency: string;
  readonly rates: Rates;
  /** 100 = 1:100. */
  readonly leverage: number;
  /** The broker's margin rate of this kind of order (`SymbolInfoMarginRate`); null = not told, and taken for 1. */
  readonly marginRate: number | null;
}

/** Margin that lots need. `exact`: false when the formula hangs on a margin rate that the broker has not told. */
export interface Margin {
  readonly amount: number;
  readonly exact: boolean;
}

/** Modes in which the account's leverage is the rule and a margin rate other than 1 the exception. */
const BY_LEVERAGE: ReadonlySet<string> = new Set(["forex", "cfdLeverage"]);

/** In the margin currency, at a rate of 1; null for modes whose formula needs what no specification tells. */
function plainMargin(spec: ValuedSpec, lots: number, price: number, leverage: number): number | null {
  const contracts = lots * spec.contractSize;
  switch (spec.calculation) {
    case "forex":
      return positive(leverage) ? contracts / leverage : null;
    case "forexNoLeverage":
      return contracts;
    case "cfd":
    case "exchangeStocks":
      return contracts * price;
    case "cfdLeverage":
      return positive(leverage) ? (contracts * price) / leverage : null;
    case "collateral":
      return 0;
    default:
      return null;
  }
}

/**
 * Margin of some lots in account currency, unrounded; null when it cannot be known. A fixed initial margin that the
 * broker sets for a symbol takes the place of contract size and price. Currency pairs: Lots x Contract_Size / Leverage;
 * contracts for difference: Lots x ContractSize x MarketPrice (/ Leverage); futures: Lots x InitialMargin; each x
 * Margin_Rate. Index contracts also x TickPrice / TickSize, the worth of one whole point, which the tick value carries
 * in account currency. What must be held is bought at the ask.
 * Source: mql5.com/en/docs/constants/environment_state/marketinfoconstants, ENUM_SYMBOL_CALC_MODE; the fixed margin:
 * metatrader5.com/en/terminal/help/trading_advanced/margin_forex.
 */
export function marginOf(spec: ValuedSpec, lots: number, price: number, terms: MarginTerms): Margin | null {
  const rate = terms.marginRate ?? 1;
  const exact = terms.marginRate !== null || BY_LEVERAGE.has(spec.calculation);
  if (spec.calculation === "cfdIndex" && !positive(spec.marginInitial)) {
    if (!positive(spec.tickValue) || !positive(spec.tickSize)) return null;
    return { amount: ((lots * spec.contractSize * price * spec.tickValue) / spec.tickSize) * rate, exact };
  }
  const plain = fixedMargin(spec, lots, terms.leverage) ?? plainMargin(spec, lots, price, terms.leverage);
  if (plain === null) return null;
  const amount = converted(-plain * rate, spec.currencyMargin, terms.currency, terms.rates);
  return amount === null ? null : { amount: 0 - amount, exact };
}

/** A pair's initial margin still counts leverage; futures need theirs in full. */
function fixedMargin(spec: ValuedSpec, lots: number, leverage: number): number | null {
  if (!positive(spec.marginInitial) || spec.calculation === "collateral") return null;
  const whole = lots * spec.marginInitial;
  return BY_LEVERAGE.has(spec.calculation) && positive(leverage) ? whole / leverage : whole;
}
