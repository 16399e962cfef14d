import type { BalanceCurve } from "./balance-curve.ts";
import type { MetricId } from "./catalogue.ts";
import { type Drawdown, drawdownOf } from "./drawdown.ts";
import { type EquityCurve, equityDrawdown } from "./equity-curve.ts";
import { type Metric, type MissingReason, metric } from "./metric.ts";

function five(which: "balance" | "equity", found: Drawdown | MissingReason, sample: number): readonly Metric[] {
  const say = (part: string, of: (drawdown: Drawdown) => number | null): Metric => {
    const id = `${which}Drawdown${part}` as MetricId;
    return metric(id, typeof found === "string" ? found : (of(found) ?? "noCapital"), sample);
  };
  return [
    say("Absolute", ({ absolute }) => absolute),
    say("Maximal", ({ maximal }) => maximal),
    say("MaximalPercent", ({ maximalPercent }) => maximalPercent),
    say("Relative", ({ relative }) => relative),
    say("RelativeMoney", ({ relativeMoney }) => relativeMoney),
  ];
}

/**
 * Drawdowns of the balance; `trades` is their sample. Where the first balance is not `known`, falls are known in money only:
 * a share of what was won so far would be no share of the balance.
 */
export function balanceDrawdownMetrics(curve: BalanceCurve, trades: number, known: boolean): readonly Metric[] {
  const all = drawdownOf(curve);
  const found = known ? all : { ...all, maximalPercent: null, relative: null, relativeMoney: null };
  return [...five("balance", found, trades), metric("balanceDrawdownDuration", found.durationMs, trades)];
}

/** Drawdowns of the equity, from its first recorded minute on. */
export function equityDrawdownMetrics(curve: EquityCurve | null, none: MissingReason): readonly Metric[] {
  const found = curve === null ? none : equityDrawdown(curve);
  const samples = curve?.samples ?? 0;
  const duration = typeof found === "string" ? found : found.durationMs;
  return [...five("equity", found, samples), metric("equityDrawdownDuration", duration, samples)];
}
