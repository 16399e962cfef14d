import type { TradeColumns } from "./columns.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";

/** A row of wins, or of losses. */
interface Row {
  readonly trades: number;
  readonly money: number;
}

const NONE: Row = { trades: 0, money: 0 };

/** Rows of one kind: how many, how long in all; the first of the longest, as MetaTrader shows it, and of the richest. */
class Rows {
  count = 0;
  trades = 0;
  longest = NONE;
  richest = NONE;

  add(trades: number, money: number): void {
    this.count += 1;
    this.trades += trades;
    if (trades > this.longest.trades) this.longest = { trades, money };
    if (Math.abs(money) > Math.abs(this.richest.money)) this.richest = { trades, money };
  }
}

/** Rows of wins and of losses, in the order of the closes. */
export interface Streaks {
  readonly won: Rows;
  readonly lost: Rows;
}

/** Runs of wins and of losses in the order of the trades; a result of 0 counts as won. */
export function streaksOf({ count, result }: Pick<TradeColumns, "count" | "result">): Streaks {
  const [won, lost] = [new Rows(), new Rows()];
  let [from, money] = [0, new Sum()];
  for (let at = 0; at < count; at += 1) {
    const win = (result[at] ?? 0) >= 0;
    money.add(result[at] ?? 0);
    if (at + 1 < count && (result[at + 1] ?? 0) >= 0 === win) continue;
    (win ? won : lost).add(at + 1 - from, money.value);
    from = at + 1;
    money = new Sum();
  }
  return { won, lost };
}

/** Rows of wins and losses: longest, richest, average. */
export function streakMetrics({ won, lost }: Streaks, trades: number): readonly Metric[] {
  const mean = ({ count, trades: inRows }: Rows) => (count === 0 ? "noTrades" : inRows / count);
  return [
    metric("maxWins", won.longest.trades, trades),
    metric("maxWinsMoney", won.longest.money, trades),
    metric("maxLosses", lost.longest.trades, trades),
    metric("maxLossesMoney", lost.longest.money, trades),
    metric("bestRun", won.richest.money, trades),
    metric("bestRunTrades", won.richest.trades, trades),
    metric("worstRun", lost.richest.money, trades),
    metric("worstRunTrades", lost.richest.trades, trades),
    metric("averageWins", mean(won), won.count),
    metric("averageLosses", mean(lost), lost.count),
  ];
}
