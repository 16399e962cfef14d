import type { BalanceCurve } from "./balance-curve.ts";
import type { MetricId } from "./catalogue.ts";
import { type Drawdown, drawdownOf, Falls } from "./drawdown.ts";
import type { EquitySample } from "./input.ts";
import { type Metric, metric } from "./metric.ts";

function five(which: "balance" | "equity", found: Drawdown | null, sample: number): readonly Metric[] {
  const say = (part: string, value: number | null | undefined): Metric => {
    const id = `${which}Drawdown${part}` as MetricId;
    return metric(id, found === null ? "notRecorded" : (value ?? "noCapital"), sample);
  };
  return [
    say("Absolute", found?.absolute),
    say("Maximal", found?.maximal),
    say("MaximalPercent", found?.maximalPercent),
    say("Relative", found?.relative),
    say("RelativeMoney", found?.relativeMoney),
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

/**
 * Drawdowns of the equity, from what was recorded while positions were open and from the balance in between: both are
 * walked together in time.
 */
export function equityDrawdownMetrics(curve: BalanceCurve, samples: readonly EquitySample[]): readonly Metric[] {
  if (samples.length === 0) return five("equity", null, 0);
  const falls = new Falls(curve.first);
  let at = 0;
  const balanceUpTo = (timeMs: number): void => {
    while (at < curve.timeMs.length && (curve.timeMs[at] ?? 0) <= timeMs) {
      falls.move(curve.capital[at] ?? 0);
      const value = curve.balance[at] ?? 0;
      falls.see(value, value, curve.timeMs[at] ?? 0);
      at += 1;
    }
  };
  for (const { timeMs, low, high } of samples) {
    balanceUpTo(timeMs);
    falls.see(high, low, timeMs);
  }
  balanceUpTo(Number.POSITIVE_INFINITY);
  return five("equity", falls.result(), samples.length);
}
