import type { BalanceCurve } from "./balance-curve.ts";
import { type Metric, type MissingReason, metric } from "./metric.ts";
import { calmarRatio, sharpeRatio, sortinoRatio, YEAR_DAYS } from "./ratios.ts";
import { dailyReturns } from "./returns.ts";

/** The ratios that are made of daily returns. */
export function ratioMetrics(curve: BalanceCurve): readonly Metric[] {
  const returns = dailyReturns(curve);
  const days = returns?.length ?? 0;
  const say = (id: "sharpe" | "sortino" | "calmar", ratio: typeof sharpeRatio, none: MissingReason): Metric => {
    if (returns === null) return metric(id, "noCapital", 0);
    return metric(id, days < 2 ? "tooFew" : (ratio(returns, YEAR_DAYS) ?? none), days);
  };
  return [
    say("sharpe", sharpeRatio, "noDeviation"),
    say("sortino", sortinoRatio, "noLosses"),
    say("calmar", calmarRatio, "noLosses"),
  ];
}
