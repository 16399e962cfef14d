import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { metricWords } from "#shared/trading/statistics/metric-words.ts";
import { isWholePng } from "../picture/whole-png.ts";
import { figureText, moneyOf } from "./figure-text.ts";
import type { Exported } from "./make-export.ts";
import { barChart, heatChart, lineChart } from "./pdf-charts.ts";
import { heading, type Pdf, paragraph, pdfOf, room, tableOf } from "./pdf-page.ts";
import { filled, REPORT_WORDS, type ReportWords } from "./report-words.ts";
import { riskPages } from "./risk-pages.ts";
import { brokerTimeText, type Locale } from "./trade-columns.ts";

interface Making {
  readonly locale: Locale;
  readonly madeMs: number;
}

/** The statistics with their charts, or the risk assessment, as a PDF: the same bytes wherever the bridge runs. */
export function pdfReport(
  kind: "pdf" | "risk",
  { trades, statistics: { currencies, fromMs, toMs }, pictures }: Exported,
  { locale, madeMs }: Making,
): Promise<Uint8Array> {
  const words = REPORT_WORDS[locale];
  const title = kind === "risk" ? words.risk : words.journal;
  return pdfOf(title, madeMs, (pdf) => {
    heading(pdf, title, 18);
    const span = fromMs === null || toMs === null ? "" : `${brokerTimeText(fromMs)} - ${brokerTimeText(toMs)}. `;
    paragraph(pdf, `${span}${words.made} ${brokerTimeText(madeMs)} UTC. ${words.times}`);
    if (currencies.length === 0) paragraph(pdf, words.noTrades);
    for (const part of currencies) {
      const own = trades.filter(({ currency }) => currency === part.currency);
      heading(pdf, `${part.currency} · ${part.trades} ${words.trades.toLowerCase()}`, 14);
      paragraph(pdf, `${words.accounts}: ${part.accountIds.join(", ")}`);
      if (kind === "risk") riskPages(pdf, part, own, locale);
      else statisticsPages(pdf, part, words, locale);
      if (kind === "pdf") picturePages(pdf, own, pictures, words);
    }
  });
}

function statisticsPages(pdf: Pdf, part: CurrencyStatistics, words: ReportWords, locale: Locale): void {
  const { digits, currency, curve, equity, distribution, heatmap, metrics } = part;
  const money = (minor: number): string => moneyOf(minor, digits);
  lineChart(
    pdf,
    `${words.balance} (${currency})`,
    { timeMs: curve.timeMs, values: curve.balance },
    { text: money, filled: false },
  );
  lineChart(
    pdf,
    `${words.drawdown} (${currency})`,
    { timeMs: curve.timeMs, values: curve.drawdown },
    { text: money, filled: true },
  );
  if (equity !== null) {
    const since = filled(words.since, { since: brokerTimeText(equity.sinceMs), minutes: String(equity.minutes) });
    lineChart(
      pdf,
      `${words.equity} (${currency}), ${since}`,
      { timeMs: equity.timeMs, values: equity.value },
      { text: money, filled: false },
    );
    lineChart(
      pdf,
      `${words.equityDrawdown} (${currency})`,
      { timeMs: equity.timeMs, values: equity.drawdown },
      { text: money, filled: true },
    );
  }
  barChart(pdf, `${words.distribution} (${currency})`, distribution, money);
  heatChart(pdf, words.heatmap, words.days, heatmap.netMinor);
  const names = metricWords(locale);
  tableOf(
    pdf,
    [150, 90, 72, 187],
    [words.figure, words.value, words.sample, words.formula],
    metrics.map((one) => [
      names[one.id].name,
      figureText(one, currency, digits),
      one.sample < one.needs ? `${one.sample} (${words.few})` : String(one.sample),
      names[one.id].formula,
    ]),
  );
}

/** Pictures beyond these are in the JSON file only: a page holds three. */
const MOST_PICTURES = 60;
const PICTURE = { width: 440, height: 204 } as const;

/** The charts of trades that have one, in the order of the export. */
function picturePages(
  pdf: Pdf,
  trades: readonly JournalTrade[],
  pictures: ReadonlyMap<string, Uint8Array>,
  words: ReportWords,
): void {
  const pictured = trades.filter(({ tradeId }) => pictures.has(tradeId)).slice(0, MOST_PICTURES);
  if (pictured.length > 0) heading(pdf, words.charts, 14);
  for (const { tradeId, symbol, side, lots, closeMs, netMinor, digits, currency } of pictured) {
    const png = pictures.get(tradeId);
    if (png === undefined || !isWholePng(png)) continue;
    room(pdf, PICTURE.height + 30);
    const result = `${moneyOf(netMinor, digits)} ${currency}`;
    paragraph(pdf, `${symbol} ${side} ${lots}, ${words.closed.toLowerCase()} ${brokerTimeText(closeMs)}: ${result}`);
    pdf.image(Buffer.from(png), pdf.x, pdf.y, PICTURE);
    pdf.y += PICTURE.height + 8;
  }
}
