import type { StatTrade } from "./input.ts";
import { type Metric, metric } from "./metric.ts";
import { Sum } from "./sum.ts";
import { isWin } from "./totals.ts";

interface Run {
  readonly win: boolean;
  readonly trades: number;
  readonly money: number;
}

/** Rows of wins and of losses, in order. */
export function runsOf(trades: readonly Pick<StatTrade, "result">[]): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  let money = new Sum();
  for (let at = 0; at < trades.length; at += 1) {
    const { result } = trades[at] ?? NOTHING;
    money.add(result);
    const next = trades[at + 1];
    if (next !== undefined && isWin(next) === isWin({ result })) continue;
    runs.push({ win: isWin({ result }), trades: at + 1 - from, money: money.value });
    from = at + 1;
    money = new Sum();
  }
  return runs;
}

const NOTHING = { result: 0 } as const;
const NONE = { trades: 0, money: 0 } as const;

/** The first of the longest rows, as MetaTrader shows it. */
const longest = (runs: readonly Run[]) =>
  runs.reduce<Omit<Run, "win">>((best, run) => (run.trades > best.trades ? run : best), NONE);

const richest = (runs: readonly Run[]) =>
  runs.reduce<Omit<Run, "win">>((best, run) => (Math.abs(run.money) > Math.abs(best.money) ? run : best), NONE);

/** Rows of wins and losses: longest, richest, average. */
export function streakMetrics(runs: readonly Run[], trades: number): readonly Metric[] {
  const won = runs.filter(({ win }) => win);
  const lost = runs.filter(({ win }) => !win);
  const mean = (rows: readonly Run[]) =>
    rows.length === 0 ? "noTrades" : rows.reduce((sum, run) => sum + run.trades, 0) / rows.length;
  const [most, worst, best, deepest] = [longest(won), longest(lost), richest(won), richest(lost)];
  return [
    metric("maxWins", most.trades, trades),
    metric("maxWinsMoney", most.money, trades),
    metric("maxLosses", worst.trades, trades),
    metric("maxLossesMoney", worst.money, trades),
    metric("bestRun", best.money, trades),
    metric("bestRunTrades", best.trades, trades),
    metric("worstRun", deepest.money, trades),
    metric("worstRunTrades", deepest.trades, trades),
    metric("averageWins", mean(won), won.length),
    metric("averageLosses", mean(lost), lost.length),
  ];
}
