import { type Metric, metric } from "./metric.ts";
import { withinNormal } from "./normal.ts";

/**
 * Whether wins and losses come in rows more, or less, than by chance: (N * (R - 0.5) - P) / sqrt(P * (P - N) / (N - 1)),
 * P = 2 * W * L, R runs. Null where it is not defined (no win, no loss, or P = N).
 * Source: MetaTrader 5 help, "Strategy Testing / Testing Report"; the half is its correction for continuity.
 */
export function zScore(wins: number, losses: number, runs: number): number | null {
  const n = wins + losses;
  const p = 2 * wins * losses;
  const spread = (p * (p - n)) / (n - 1);
  return spread > 0 ? (n * (runs - 0.5) - p) / Math.sqrt(spread) : null;
}

/**
 * The z-score of the runs, and how likely it is that they are no chance, percent. @param runs unbroken series of
 * either.
 */
export function zMetrics(wins: number, losses: number, runs: number): readonly Metric[] {
  const z = zScore(wins, losses, runs);
  const sample = wins + losses;
  return [
    metric("zScore", z ?? "tooFew", sample),
    metric("zConfidence", z === null ? "tooFew" : 100 * withinNormal(z), sample),
  ];
}
