import type { FigureInput } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/**
 * AHPR and GHPR: mean and geometric mean of (balance after / balance before) over the trades, as MetaTrader 5's tester
 * prints them: from results alone, starting at the first balance and the cash put in.
 */
export function growthMetrics({ columns, cash, firstBalance }: FigureInput): readonly Metric[] {
  const { count, closeMs, result } = columns;
  const deposits = cash.filter(({ kind }) => kind !== "credit").toSorted((a, b) => a.timeMs - b.timeMs);
  let put = 0;
  const balance = new Sum().add(firstBalance ?? 0);
  const ratios = new Sum();
  const logs = new Sum();
  for (let at = 0; at < count; at += 1) {
    for (let flow = deposits[put]; flow !== undefined && flow.timeMs <= (closeMs[at] ?? 0); flow = deposits[put]) {
      balance.add(flow.amount);
      put += 1;
    }
    const before = balance.value;
    const after = balance.add(result[at] ?? 0).value;
    if (before <= 0 || after <= 0) return both("noCapital", "noCapital", count);
    ratios.add(after / before);
    logs.add(Math.log(after / before));
  }
  if (count === 0) return both("noTrades", "noTrades", 0);
  return both(100 * (ratios.value / count - 1), 100 * (Math.exp(logs.value / count) - 1), count);
}

const both = (
  ahpr: Parameters<typeof metric>[1],
  ghpr: Parameters<typeof metric>[1],
  sample: number,
): readonly Metric[] => [metric("ahpr", ahpr, sample), metric("ghpr", ghpr, sample)];
