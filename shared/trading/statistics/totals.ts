import type { MetricId } from "./catalogue.ts";
import type { TradeColumns } from "./columns.ts";
import type { StatTrade } from "./input.ts";
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
export class TotalsSum {
  readonly #won = new Sum();
  readonly #lost = new Sum();
  readonly #costs = new Sum();
  #trades = 0;
  #wins = 0;
  #longs = 0;
  #longWins = 0;
  #largestWin = 0;
  #largestLoss = 0;

  add(result: number, buy: boolean): void {
    this.#trades += 1;
    if (buy) this.#longs += 1;
    if (isWin({ result })) {
      this.#wins += 1;
      this.#won.add(result);
      if (buy) this.#longWins += 1;
      if (result > this.#largestWin) this.#largestWin = result;
    } else {
      this.#lost.add(result);
      if (result < this.#largestLoss) this.#largestLoss = result;
    }
  }

  /** What an entry has cost. */
  pay(amount: number): void {
    this.#costs.add(amount);
  }

  result(): Totals {
    const grossLoss = this.#lost.value + this.#costs.value;
    return {
      trades: this.#trades,
      wins: this.#wins,
      losses: this.#trades - this.#wins,
      longs: this.#longs,
      longWins: this.#longWins,
      net: this.#won.value + grossLoss,
      grossProfit: this.#won.value,
      grossLoss,
      lost: this.#lost.value,
      largestWin: this.#largestWin,
      largestLoss: this.#largestLoss,
    };
  }
}

/** Sums and counts of trades, and of what was booked beside them, minor units. */
export function totalsOf({ count, result, buy, costs }: TradeColumns): Totals {
  const sum = new TotalsSum();
  for (let at = 0; at < count; at += 1) sum.add(result[at] ?? 0, buy[at] === 1);
  for (let at = 0; at < costs.amount.length; at += 1) sum.pay(costs.amount[at] ?? 0);
  return sum.result();
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
