import { meanOf, sumOf } from "./sum.ts";

/** Trading days of a year, as ffn and most others count. */
export const YEAR_DAYS = 252;

/** Standard deviation of a sample (divides by n - 1). */
export function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

/**
 * Downside deviation below `target`, over all returns: sqrt(mean(min(r - target, 0)^2)).
 * Source: Sortino and van der Meer 1991; PerformanceAnalytics `DownsideDeviation(method = "full")`.
 */
export const downsideDeviation = (returns: readonly number[], target = 0): number =>
  Math.sqrt(meanOf(returns.map((each) => Math.min(each - target, 0) ** 2)));

/** (mean - risk-free) / deviation * sqrt(periods); null without spread. Source: Sharpe 1994; ffn `calc_sharpe`. */
export function sharpeRatio(returns: readonly number[], periods: number, riskFree = 0): number | null {
  const spread = returns.length < 2 ? 0 : deviationOf(returns);
  return spread > 0 ? ((meanOf(returns) - riskFree) / spread) * Math.sqrt(periods) : null;
}

/** (mean - target) / downside deviation * sqrt(periods); null without a return below the target. */
export function sortinoRatio(returns: readonly number[], periods: number, target = 0): number | null {
  const downside = downsideDeviation(returns, target);
  return downside > 0 ? ((meanOf(returns) - target) / downside) * Math.sqrt(periods) : null;
}

/** Growth of a year at the pace of `returns`: product(1 + r)^(periods / n) - 1. */
export function yearlyGrowth(returns: readonly number[], periods: number): number {
  const growth = returns.reduce((product, each) => product * (1 + each), 1);
  return growth <= 0 ? -1 : growth ** (periods / returns.length) - 1;
}

/** Deepest fall of the compounded returns, as a share of its peak (0.12 = 12 %). Source: PerformanceAnalytics `maxDrawdown`. */
export function deepestFall(returns: readonly number[]): number {
  let [level, peak, deepest] = [1, 1, 0];
  for (const each of returns) {
    level *= 1 + each;
    peak = Math.max(peak, level);
    deepest = Math.max(deepest, 1 - level / peak);
  }
  return deepest;
}

/** Yearly growth / deepest fall; null without a fall. Source: Young 1991; PerformanceAnalytics `CalmarRatio`. */
export function calmarRatio(returns: readonly number[], periods: number): number | null {
  const deepest = deepestFall(returns);
  return deepest > 0 ? yearlyGrowth(returns, periods) / deepest : null;
}
