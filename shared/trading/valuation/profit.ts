import { converted, type Rates } from "./rates.ts";
import { positive, type Side, type ValuedSpec } from "./spec.ts";

/** A position from its opening to its close. */
export interface Move {
  readonly side: Side;
  readonly lots: number;
  readonly open: number;
  readonly close: number;
}

/** Where money is counted. `spread` is the instrument's own (ask - bid), in its price, when the position closes. */
export interface Counting {
  readonly currency: string;
  readonly rates: Rates;
  readonly spread: number;
}

/** Modes whose profit counts ticks, not contracts: (close - open) x TickPrice / TickSize x Lots. */
const BY_TICKS: ReadonlySet<string> = new Set(["futures", "exchangeFutures"]);
/** Modes that win and lose nothing by price, or by rules that are not in the specification (bonds: face value). */
const NOT_BY_PRICE: ReadonlySet<string> = new Set(["collateral", "exchangeBonds", "other"]);

const gained = ({ side, open, close }: Move): number => (side === "buy" ? close - open : open - close);

/**
 * Profit of a move in the instrument's profit currency, for the modes that count contracts: (close - open) x
 * Contract_Size x Lots. Source: mql5.com/en/docs/constants/environment_state/marketinfoconstants, ENUM_SYMBOL_CALC_MODE.
 */
const byContract = (spec: ValuedSpec, move: Move): number => gained(move) * spec.contractSize * move.lots;

/** Profit in account currency by the broker's own tick values, whatever the mode; null when it gave none. */
function byTickValue(spec: ValuedSpec, move: Move): number | null {
  const gain = gained(move);
  const named = gain >= 0 ? spec.tickValueProfit : spec.tickValueLoss;
  const value = positive(named) ? named : spec.tickValue;
  return positive(value) && positive(spec.tickSize) ? (gain / spec.tickSize) * value * move.lots : null;
}

/**
 * Profit of a move in account currency, unrounded; a loss is negative. Null when no quote and no tick value tells what
 * the profit currency is worth.
 *
 * A pair whose base is the account's currency (USDJPY on a dollar account) turns its own profit into money, and does so
 * at the price of the close, not of now: 10 yen lost per dollar at 140 are more dollars than at 150. All else is
 * converted at the last quotes: what is won is sold at the bid, what is owed is bought at the ask.
 */
export function profitOfMove(spec: ValuedSpec, move: Move, { currency, rates, spread }: Counting): number | null {
  if (BY_TICKS.has(spec.calculation) || NOT_BY_PRICE.has(spec.calculation)) return byTickValue(spec, move);
  const profit = byContract(spec, move);
  if (spec.currencyProfit === currency) return profit;
  if (spec.currencyBase === currency && spec.calculation.startsWith("forex")) {
    const bid = move.side === "buy" ? move.close : move.close - spread;
    const rate = profit >= 0 ? bid + spread : bid;
    return rate > 0 ? profit / rate : null;
  }
  return converted(profit, spec.currencyProfit, currency, rates) ?? byTickValue(spec, move);
}
