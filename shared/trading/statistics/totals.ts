import type { MetricId } from "./catalogue.ts";
import type { StatisticsInput, StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/** Sums of trades, raw account currency. */
export interface Totals {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly longs: number;
  readonly longWins: number;
  readonly net: number;
  readonly grossProfit: number;
  readonly grossLoss: number;
  /** Results below 0 alone, without the costs of entries. */
  readonly lost: number;
  readonly largestWin: number;
  readonly largestLoss: number;
}

/** MetaTrader's rule: nothing lost is won. */
export const isWin = ({ result }: Pick<StatTrade, "result">): boolean => result >= 0;

/**
 * MetaTrader 5's report: gross profit and loss are sums of results; what entries have cost goes into the gross loss
 * alone (a rebate makes it smaller), so that net = gross profit + gross loss.
 */
export function totalsOf({ trades, openCosts }: Pick<StatisticsInput, "trades" | "openCosts">): Totals {
  const won = new Sum();
  const lost = new Sum();
  const costs = new Sum();
  let [wins, longs, longWins, largestWin, largestLoss] = [0, 0, 0, 0, 0];
  for (const trade of trades) {
    const { result, side } = trade;
    const win = isWin(trade);
    if (side === "buy") longs += 1;
    if (win) {
      wins += 1;
      won.add(result);
      if (side === "buy") longWins += 1;
      if (result > largestWin) largestWin = result;
    } else {
      lost.add(result);
      if (result < largestLoss) largestLoss = result;
    }
    for (const { amount } of trade.entryCosts) costs.add(amount);
  }
  for (const { amount } of openCosts) costs.add(amount);
  const grossLoss = lost.value + costs.value;
  return {
    trades: trades.length,
    wins,
    losses: trades.length - wins,
    longs,
    longWins,
    net: won.value + grossLoss,
    grossProfit: won.value,
    grossLoss,
    lost: lost.value,
    largestWin,
    largestLoss,
  };
}

/** gross profit / |gross loss|; null without losses. */
export const profitFactorOf = ({ grossProfit, grossLoss }: Pick<Totals, "grossProfit" | "grossLoss">): number | null =>
  grossLoss < 0 ? grossProfit / -grossLoss : null;

/** The figures that are sums, counts and shares. */
export function totalMetrics(totals: Totals): readonly Metric[] {
  const { trades, wins, losses, longs, longWins } = totals;
  const shorts = trades - longs;
  const share = (id: MetricId, part: number, whole: number): Metric =>
    metric(id, whole === 0 ? "noTrades" : (100 * part) / whole, whole);
  const of = (id: MetricId, value: number, sample = trades): Metric => metric(id, value, sample);
  const mean = (id: MetricId, sum: number, count: number): Metric =>
    metric(id, count === 0 ? "noTrades" : sum / count, count);
  return [
    of("net", totals.net),
    of("grossProfit", totals.grossProfit),
    of("grossLoss", totals.grossLoss),
    metric("profitFactor", trades === 0 ? "noTrades" : (profitFactorOf(totals) ?? "noLosses"), trades),
    mean("payoff", totals.net, trades),
    of("trades", trades),
    of("wins", wins),
    of("losses", losses),
    share("winRate", wins, trades),
    of("longs", longs),
    share("longWinRate", longWins, longs),
    of("shorts", shorts),
    share("shortWinRate", wins - longWins, shorts),
    of("largestWin", totals.largestWin),
    of("largestLoss", totals.largestLoss),
    mean("averageWin", totals.grossProfit, wins),
    mean("averageLoss", totals.lost, losses),
  ];
}
