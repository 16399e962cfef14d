import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import { chanceOfRow } from "#shared/trading/statistics/chance-of-row.ts";
import { metricWords } from "#shared/trading/statistics/metric-words.ts";
import { figureText, moneyOf } from "./figure-text.ts";
import { lineChart } from "./pdf-charts.ts";
import { heading, type Pdf, paragraph, tableOf } from "./pdf-page.ts";
import { filled, REPORT_WORDS } from "./report-words.ts";
import { brokerTimeText, type Locale } from "./trade-columns.ts";

const SHOWN: readonly MetricId[] = [
  "balanceDrawdownMaximal",
  "balanceDrawdownMaximalPercent",
  "balanceDrawdownRelative",
  "balanceDrawdownDuration",
  "equityDrawdownMaximal",
  "equityDrawdownRelative",
  "largestLoss",
  "averageLoss",
  "maxLosses",
  "maxLossesMoney",
  "worstRun",
  "recoveryFactor",
  "expectancyR",
  "exposure",
];

/** What could hurt: falls, rows of losses, stops that were missing or did not hold, and where the losses come from. */
export function riskPages(pdf: Pdf, part: CurrencyStatistics, trades: readonly JournalTrade[], locale: Locale): void {
  const words = REPORT_WORDS[locale];
  const names = metricWords(locale);
  const { digits, currency, curve, metrics } = part;
  const money = (minor: number): string => moneyOf(minor, digits);
  const value = (id: MetricId): number | null => metrics.find((one) => one.id === id)?.value ?? null;
  const losses = lossesBySymbol(trades);

  heading(pdf, words.reading, 11);
  for (const line of readings(part, losses, words, money)) paragraph(pdf, line);
  lineChart(
    pdf,
    `${words.drawdown} (${currency})`,
    { timeMs: curve.timeMs, values: curve.drawdown },
    { text: money, filled: true },
  );
  tableOf(
    pdf,
    [150, 90, 72, 187],
    [words.figure, words.value, words.sample, words.formula],
    metrics
      .filter(({ id }) => SHOWN.includes(id))
      .map((one) => [names[one.id].name, figureText(one, currency, digits), String(one.sample), names[one.id].formula]),
  );
  const unknown = trades.filter(({ context }) => context.riskMinor === null).length;
  const beyond = trades.filter(({ context }) => context.r !== null && context.r < -1.1).length;
  tableOf(
    pdf,
    [430, 69],
    ["", words.trades],
    [
      [words.unstopped, String(unknown)],
      [words.beyond, String(beyond)],
    ],
  );
  const winRate = value("winRate");
  if (winRate !== null) {
    heading(pdf, words.ruin, 9);
    tableOf(
      pdf,
      [120, 120],
      [words.row, words.chance],
      [3, 5, 7, 10].map((row) => [String(row), `${(100 * chanceOfRow(1 - winRate / 100, row, 100)).toFixed(1)} %`]),
    );
  }
  heading(pdf, words.bySymbol, 11);
  tableOf(
    pdf,
    [120, 80, 120, 120],
    [words.symbol, words.trades, words.net, words.share],
    losses.map(({ symbol, count, net, share }) => [symbol, String(count), money(net), `${(100 * share).toFixed(1)} %`]),
    [2],
  );
  heading(pdf, words.worst, 11);
  tableOf(
    pdf,
    [120, 120, 120],
    [words.closed, words.symbol, words.net],
    trades
      .toSorted((a, b) => a.netMinor - b.netMinor)
      .slice(0, 10)
      .map(({ closeMs, symbol, netMinor }) => [brokerTimeText(closeMs), symbol, money(netMinor)]),
    [2],
  );
}

interface SymbolLoss {
  readonly symbol: string;
  readonly count: number;
  readonly net: number;
  readonly lost: number;
  readonly share: number;
}

function lossesBySymbol(trades: readonly JournalTrade[]): readonly SymbolLoss[] {
  const sums = new Map<string, { count: number; net: number; lost: number }>();
  let all = 0;
  for (const { symbol, netMinor } of trades) {
    const sum = sums.get(symbol) ?? { count: 0, net: 0, lost: 0 };
    sums.set(symbol, { count: sum.count + 1, net: sum.net + netMinor, lost: sum.lost + Math.min(0, netMinor) });
    all += Math.min(0, netMinor);
  }
  return [...sums]
    .map(([symbol, sum]) => ({ symbol, ...sum, share: all === 0 ? 0 : sum.lost / all }))
    .toSorted((a, b) => a.lost - b.lost)
    .slice(0, 20);
}

/** Thresholds are stated in the sentences themselves: a fifth of the balance, half of the losses. */
function readings(
  { metrics, worstDay, trades }: CurrencyStatistics,
  losses: readonly SymbolLoss[],
  words: (typeof REPORT_WORDS)[Locale],
  money: (minor: number) => string,
): readonly string[] {
  const relative = metrics.find(({ id }) => id === "balanceDrawdownRelative")?.value ?? 0;
  const [first] = losses;
  const found = [
    ...(relative >= 20 ? [filled(words.deep, { percent: relative.toFixed(1) })] : []),
    ...(first !== undefined && losses.length > 1 && first.share >= 0.5
      ? [filled(words.concentrated, { symbol: first.symbol, percent: (100 * first.share).toFixed(0) })]
      : []),
    ...(worstDay === null ? [] : [filled(words.worstDay, { day: worstDay.day, money: money(-worstDay.netMinor) })]),
    ...(trades < 30 ? [words.few30] : []),
  ];
  return found.length === 0 ? [words.calm] : found;
}
