import type { StatisticsInput } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/**
 * AHPR and GHPR: mean and geometric mean of (balance after / balance before) over the trades, as MetaTrader 5's tester
 * prints them: from results alone, starting at the first balance and the cash put in.
 */
export function growthMetrics({ trades, cash, firstBalance }: StatisticsInput): readonly Metric[] {
  const deposits = cash.filter(({ kind }) => kind !== "credit");
  let put = 0;
  const balance = new Sum().add(firstBalance ?? 0);
  const ratios = new Sum();
  const logs = new Sum();
  for (const { closeMs, result } of trades) {
    for (let flow = deposits[put]; flow !== undefined && flow.timeMs <= closeMs; flow = deposits[put]) {
      balance.add(flow.amount);
      put += 1;
    }
    const before = balance.value;
    const after = balance.add(result).value;
    if (before <= 0 || after <= 0) return both("noCapital", "noCapital", trades.length);
    ratios.add(after / before);
    logs.add(Math.log(after / before));
  }
  const count = trades.length;
  if (count === 0) return both("noTrades", "noTrades", 0);
  return both(100 * (ratios.value / count - 1), 100 * (Math.exp(logs.value / count) - 1), count);
}

const both = (
  ahpr: Parameters<typeof metric>[1],
  ghpr: Parameters<typeof metric>[1],
  sample: number,
): readonly Metric[] => [metric("ahpr", ahpr, sample), metric("ghpr", ghpr, sample)];
