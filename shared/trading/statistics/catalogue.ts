/** What a figure is counted in. `money`: minor units; `percent`: 12.5 is 12.5 %; `r`: multiples of the risk taken. */
export type MetricUnit = "count" | "money" | "ratio" | "percent" | "ms" | "r";

/**
 * Whose definition a figure follows. `metatrader`: the report that MetaTrader 5 prints, to the cent. `published`: the usual
 * textbook form, checked against published vectors. `fairlead`: ours, told in full by its formula.
 */
export type MetricSource = "metatrader" | "published" | "fairlead";

/** A figure's nature; names and formulas in words: words-en.ts, words-id.ts. */
export interface MetricInfo {
  readonly unit: MetricUnit;
  readonly source: MetricSource;
  /** What its sample counts. */
  readonly of: "trades" | "days" | "rows" | "samples";
  /** Below this sample a figure says little; 1 = it is a plain fact. */
  readonly needs: number;
}

/** Enough for a share or a mean to mean something; the usual rule of thumb. */
const MANY = 30;

const fact = (unit: MetricUnit): MetricInfo => ({ unit, source: "metatrader", of: "trades", needs: 1 });
const estimate = (unit: MetricUnit, source: MetricSource = "metatrader"): MetricInfo => ({
  unit,
  source,
  of: "trades",
  needs: MANY,
});
const overDays = (): MetricInfo => ({ unit: "ratio", source: "published", of: "days", needs: MANY });
const equity = (unit: MetricUnit): MetricInfo => ({ unit, source: "fairlead", of: "samples", needs: 1 });

/** Every figure of the statistics page, in the order in which it is shown. */
export const METRICS = {
  net: fact("money"),
  grossProfit: fact("money"),
  grossLoss: fact("money"),
  profitFactor: estimate("ratio"),
  payoff: estimate("money"),
  recoveryFactor: estimate("ratio"),
  trades: fact("count"),
  wins: fact("count"),
  losses: fact("count"),
  winRate: estimate("percent"),
  longs: fact("count"),
  longWinRate: estimate("percent"),
  shorts: fact("count"),
  shortWinRate: estimate("percent"),
  largestWin: fact("money"),
  largestLoss: fact("money"),
  averageWin: estimate("money"),
  averageLoss: estimate("money"),
  expectancyR: estimate("r", "fairlead"),
  zScore: estimate("ratio"),
  zConfidence: estimate("percent", "published"),
  maxWins: fact("count"),
  maxWinsMoney: fact("money"),
  maxLosses: fact("count"),
  maxLossesMoney: fact("money"),
  bestRun: fact("money"),
  bestRunTrades: fact("count"),
  worstRun: fact("money"),
  worstRunTrades: fact("count"),
  averageWins: { ...estimate("count"), of: "rows" },
  averageLosses: { ...estimate("count"), of: "rows" },
  balanceDrawdownAbsolute: fact("money"),
  balanceDrawdownMaximal: fact("money"),
  balanceDrawdownMaximalPercent: fact("percent"),
  balanceDrawdownRelative: fact("percent"),
  balanceDrawdownRelativeMoney: fact("money"),
  balanceDrawdownDuration: { unit: "ms", source: "fairlead", of: "trades", needs: 1 },
  equityDrawdownAbsolute: equity("money"),
  equityDrawdownMaximal: equity("money"),
  equityDrawdownMaximalPercent: equity("percent"),
  equityDrawdownRelative: equity("percent"),
  equityDrawdownRelativeMoney: equity("money"),
  equityDrawdownDuration: equity("ms"),
  sharpe: overDays(),
  sortino: overDays(),
  calmar: overDays(),
  ahpr: estimate("percent"),
  ghpr: estimate("percent"),
  exposure: { unit: "percent", source: "fairlead", of: "trades", needs: 1 },
  shortestHold: fact("ms"),
  longestHold: fact("ms"),
  averageHold: estimate("ms"),
} as const satisfies Readonly<Record<string, MetricInfo>>;

export type MetricId = keyof typeof METRICS;

export const METRIC_IDS = Object.keys(METRICS) as readonly MetricId[] as readonly [MetricId, ...MetricId[]];
