import type { MetricId } from "#shared/trading/statistics/catalogue.ts";

export const SECTIONS = ["result", "trades", "runs", "drawdown", "ratios", "time"] as const;
export type Section = (typeof SECTIONS)[number];

/** Where each figure stands on the page. */
export const SECTION_METRICS: Readonly<Record<Section, readonly MetricId[]>> = {
  result: ["net", "grossProfit", "grossLoss", "profitFactor", "payoff", "expectancyR", "recoveryFactor"],
  trades: [
    "trades",
    "wins",
    "losses",
    "winRate",
    "longs",
    "longWinRate",
    "shorts",
    "shortWinRate",
    "largestWin",
    "largestLoss",
    "averageWin",
    "averageLoss",
  ],
  drawdown: [
    "balanceDrawdownAbsolute",
    "balanceDrawdownMaximal",
    "balanceDrawdownMaximalPercent",
    "balanceDrawdownRelative",
    "balanceDrawdownRelativeMoney",
    "balanceDrawdownDuration",
    "equityDrawdownAbsolute",
    "equityDrawdownMaximal",
    "equityDrawdownMaximalPercent",
    "equityDrawdownRelative",
    "equityDrawdownRelativeMoney",
    "equityDrawdownDuration",
  ],
  ratios: ["sharpe", "sortino", "calmar", "ahpr", "ghpr", "zScore", "zConfidence"],
  runs: [
    "maxWins",
    "maxWinsMoney",
    "maxLosses",
    "maxLossesMoney",
    "bestRun",
    "bestRunTrades",
    "worstRun",
    "worstRunTrades",
    "averageWins",
    "averageLosses",
  ],
  time: ["exposure", "shortestHold", "longestHold", "averageHold"],
};
