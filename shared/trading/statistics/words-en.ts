import type { MetricId } from "./catalogue.ts";

/** A figure's name, how it is computed, and how it differs from what others print under the same name. */
export interface MetricWords {
  readonly name: string;
  readonly formula: string;
  readonly differs?: string;
}

/** `result` = profit + swap + what the exit itself cost; `in costs` = commissions and fees of the deals that opened. */
export const METRIC_WORDS_EN: Readonly<Record<MetricId, MetricWords>> = {
  net: { name: "Net profit", formula: "sum of results + sum of in costs" },
  grossProfit: { name: "Gross profit", formula: "sum of results that are 0 or more" },
  grossLoss: {
    name: "Gross loss",
    formula: "sum of results below 0 + sum of in costs",
    differs: "As in MetaTrader: what it costs to open a position counts here, never against a single win.",
  },
  profitFactor: {
    name: "Profit factor",
    formula: "gross profit / |gross loss|",
    differs: "The books' Bernardo-Ledoit ratio of the results; what entries cost counts as a loss.",
  },
  payoff: { name: "Expected payoff", formula: "net profit / trades" },
  recoveryFactor: {
    name: "Recovery factor",
    formula: "net profit / maximal balance drawdown",
    differs: "MetaTrader's account report does the same; its strategy tester divides by the equity drawdown.",
  },
  trades: {
    name: "Trades",
    formula: "number of deals that close (out, in/out, out by)",
    differs: "As in MetaTrader: a position closed in two parts is two trades.",
  },
  wins: { name: "Profit trades", formula: "number of results that are 0 or more" },
  losses: { name: "Loss trades", formula: "number of results below 0" },
  winRate: {
    name: "Win rate",
    formula: "100 * profit trades / trades",
    differs: "As in MetaTrader a result of zero is won; the books count only what is above zero.",
  },
  longs: { name: "Long trades", formula: "number of closed buys" },
  longWinRate: { name: "Long trades won", formula: "100 * won longs / longs" },
  shorts: { name: "Short trades", formula: "number of closed sells" },
  shortWinRate: { name: "Short trades won", formula: "100 * won shorts / shorts" },
  largestWin: { name: "Largest profit trade", formula: "highest result" },
  largestLoss: { name: "Largest loss trade", formula: "lowest result" },
  averageWin: { name: "Average profit trade", formula: "sum of results that are 0 or more / profit trades" },
  averageLoss: {
    name: "Average loss trade",
    formula: "sum of results below 0 / loss trades",
    differs: "As in MetaTrader: without the in costs, which stand in the gross loss.",
  },
  expectancyR: {
    name: "Expectancy in R",
    formula: "mean of (net of the trade / its risk at the first stop loss)",
    differs: "Only trades whose stop loss at the entry is known.",
  },
  zScore: {
    name: "Z-score",
    formula: "(N * (runs - 0.5) - P) / sqrt(P * (P - N) / (N - 1)), P = 2 * wins * losses",
    differs: "Above 0: wins and losses alternate; below 0: they come in rows.",
  },
  zConfidence: {
    name: "Z-score confidence",
    formula: "100 * (2 * Phi(|Z|) - 1)",
    differs: "MetaTrader reads it from a table and stops at 99.74 %.",
  },
  maxWins: { name: "Most wins in a row", formula: "longest row of profit trades" },
  maxWinsMoney: { name: "Profit of that row", formula: "sum of its results" },
  maxLosses: { name: "Most losses in a row", formula: "longest row of loss trades" },
  maxLossesMoney: { name: "Loss of that row", formula: "sum of its results" },
  bestRun: { name: "Best row of wins", formula: "highest sum of results of one row of profit trades" },
  bestRunTrades: { name: "Trades of the best row", formula: "its length" },
  worstRun: { name: "Worst row of losses", formula: "lowest sum of results of one row of loss trades" },
  worstRunTrades: { name: "Trades of the worst row", formula: "its length" },
  averageWins: { name: "Average row of wins", formula: "profit trades / rows of profit trades" },
  averageLosses: { name: "Average row of losses", formula: "loss trades / rows of loss trades" },
  balanceDrawdownAbsolute: {
    name: "Balance drawdown, absolute",
    formula: "first balance - lowest balance below it",
    differs: "Deposits and withdrawals are no drawdown: they move the first balance and the peak with them.",
  },
  balanceDrawdownMaximal: {
    name: "Balance drawdown, maximal",
    formula: "largest fall from a highest balance, in money",
  },
  balanceDrawdownMaximalPercent: { name: "... in percent of that peak", formula: "100 * that fall / its peak" },
  balanceDrawdownRelative: {
    name: "Balance drawdown, relative",
    formula: "largest fall from a highest balance, in percent of it",
  },
  balanceDrawdownRelativeMoney: { name: "... in money", formula: "that fall" },
  balanceDrawdownDuration: {
    name: "Longest time under water",
    formula: "longest time from a highest balance to the next higher one, or to the last trade",
  },
  equityDrawdownAbsolute: {
    name: "Equity drawdown, absolute",
    formula: "balance when recording began - lowest equity below it",
    differs:
      "From equity that Fairlead recorded each minute while positions were open; unknown before, and while it was not running.",
  },
  equityDrawdownMaximal: {
    name: "Equity drawdown, maximal",
    formula: "largest fall from a highest equity, in money",
    differs: "Within a recorded minute its highest is taken to have come before its lowest.",
  },
  equityDrawdownMaximalPercent: { name: "... in percent of that peak", formula: "100 * that fall / its peak" },
  equityDrawdownRelative: {
    name: "Equity drawdown, relative",
    formula: "largest fall from a highest equity, in percent of it",
  },
  equityDrawdownRelativeMoney: { name: "... in money", formula: "that fall" },
  equityDrawdownDuration: {
    name: "Longest time of equity under water",
    formula: "longest time from a highest equity to the next higher one, or to the last that is known",
  },
  sharpe: {
    name: "Sharpe ratio",
    formula: "mean(r) / stdev(r) * sqrt(252); r = net of a day / balance at its start, every weekday",
    differs: "Yearly, from days, risk-free rate 0. MetaTrader prints another one, from equity or from single trades.",
  },
  sortino: {
    name: "Sortino ratio",
    formula: "mean(r) / sqrt(mean(min(r, 0)^2)) * sqrt(252)",
    differs: "Divides by the number of all days, not of the losing ones alone.",
  },
  calmar: {
    name: "Calmar ratio",
    formula: "yearly growth / relative drawdown of the daily balance; growth = product(1 + r)^(252 / days) - 1",
    differs: "Over the whole time shown, not the last 36 months.",
  },
  ahpr: {
    name: "AHPR",
    formula: "100 * (mean of (balance after / balance before a trade) - 1)",
    differs: "As in MetaTrader's tester: from results alone, without what entries cost.",
  },
  ghpr: {
    name: "GHPR",
    formula: "100 * (geometric mean of (balance after / balance before a trade) - 1)",
    differs: "As in MetaTrader's tester: from results alone, without what entries cost.",
  },
  exposure: {
    name: "Exposure",
    formula: "100 * time with an open trade / time from first entry to last exit",
    differs: "Overlapping trades count once; weekends count.",
  },
  shortestHold: { name: "Shortest holding time", formula: "least of exit - entry" },
  longestHold: { name: "Longest holding time", formula: "most of exit - entry" },
  averageHold: { name: "Average holding time", formula: "mean of exit - entry" },
};
