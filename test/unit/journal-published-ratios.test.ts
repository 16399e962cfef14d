import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import {
  calmarRatio,
  deepestFall,
  deviationOf,
  downsideDeviation,
  sharpeRatio,
  sortinoRatio,
  yearlyGrowth,
} from "#shared/trading/statistics/ratios.ts";
import { statisticsOf } from "#shared/trading/statistics/statistics.ts";
import { METRIC_WORDS_EN } from "#shared/trading/statistics/words-en.ts";
import { METRIC_WORDS_ID } from "#shared/trading/statistics/words-id.ts";
import { type Exact, exact, mean, ONE, over, root, sum, times, toNumber } from "#test/fixtures/journal/exact.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";

/*
 * PerformanceAnalytics publishes its ratios with two to seven digits. So each of them is reckoned here from its published
 * definition in whole numbers of forty decimals, checked to have exactly the published digits, and ours is held to that.
 */
const EXPECTED = recorded("stats/PerformanceAnalytics_expected.json.zst");
const BACON = recorded("stats/PerformanceAnalytics_portfolio_bacon.csv.zst");
const MANAGERS = recorded("stats/PerformanceAnalytics_managers.csv.zst");
const FFN = recorded("stats/ffn_test_data.csv.zst");

const textOf = (file: string | undefined): string =>
  zstdDecompressSync(readFileSync(file ?? ""))
    .toString("utf8")
    .trim();
const column = (
  file: string | undefined,
  at: number,
  only: (cells: readonly string[]) => boolean = () => true,
): readonly string[] =>
  textOf(file)
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","))
    .filter(only)
    .map((cells) => cells[at] ?? "");
const published = (call: string): string => {
  const found = (JSON.parse(textOf(EXPECTED)) as { call: string; expected: number }[]).find((one) => one.call === call);
  return String(found?.expected ?? expect.unreachable(call));
};
/** The published digits are those of the exact value, rounded or cut. */
function hasDigits(value: Exact, call: string): void {
  const digits = published(call);
  const places = (digits.split(".")[1] ?? "").length;
  expect(Math.abs(toNumber(value) - Number(digits)), `${call}: ${toNumber(value)} is no ${digits}`).toBeLessThan(
    10 ** -places,
  );
}

const above = (list: readonly Exact[]): readonly Exact[] => list.filter((each) => each > 0n);
const below = (list: readonly Exact[]): readonly Exact[] => list.filter((each) => each < 0n);
const bothOf = (texts: readonly string[], least = "0") => {
  const list = texts.map((text) => exact(text) - exact(least));
  return { list, numbers: texts.map(Number) };
};
/** PerformanceAnalytics, DownsideDeviation(method = "full"): over all returns. */
const exactDownside = (list: readonly Exact[]): Exact =>
  root(sum(below(list).map((each) => times(each, each))) / BigInt(list.length));
/** Standard deviation of a sample. */
function exactDeviation(list: readonly Exact[]): Exact {
  const middle = mean(list);
  return root(sum(list.map((each) => times(each - middle, each - middle))) / BigInt(list.length - 1));
}
const TWELVE = root(12n * ONE);
/** Of 24 months: the square root of what they grew to. */
const exactYearly = (list: readonly Exact[]): Exact =>
  root(list.reduce((product, each) => times(product, ONE + each), ONE)) - ONE;
function exactFall(list: readonly Exact[]): Exact {
  let [level, peak, deepest] = [ONE, ONE, 0n];
  for (const each of list) {
    level = times(level, ONE + each);
    if (level > peak) peak = level;
    const fall = ONE - over(level, peak);
    if (fall > deepest) deepest = fall;
  }
  return deepest;
}
/** Returns as the results of trades: what the page makes of them. */
const figure = (returns: readonly Exact[], id: MetricId): number => {
  const trades = returns.map((each, at) => ({
    ticket: BigInt(at + 1),
    side: "buy" as const,
    lots: 1,
    openMs: at * 1_000,
    closeMs: at * 1_000 + 1,
    result: toNumber(each),
    net: toNumber(each),
    entryCosts: [],
    risk: null,
  }));
  const { metrics } = statisticsOf({ trades, openCosts: [], cash: [], firstBalance: 1 });
  return metrics.find((one) => one.id === id)?.value ?? Number.NaN;
};

describe.skipIf(EXPECTED === undefined || BACON === undefined || MANAGERS === undefined)("PerformanceAnalytics", () => {
  const bacon = () => column(BACON, 1);
  const managers1996 = () => column(MANAGERS, 1, ([day = ""]) => day.startsWith("1996"));
  const cases = [
    ["portfolio_bacon[,1]", bacon, "0.005"],
    ["managers['1996',1]", managers1996, "0"],
  ] as const;

  test.each(cases)("%s: Sortino is Kappa of order 2, its divisor the downside deviation", (name, texts, mar) => {
    const { list, numbers } = bothOf(texts(), mar);
    const kappa = over(mean(list), exactDownside(list));
    hasDigits(kappa, `Kappa(${name}, MAR, l)`);
    expect(sortinoRatio(numbers, 1, Number(mar))).toBeCloseTo(toNumber(kappa), 12);
    expect(downsideDeviation(numbers, Number(mar))).toBeCloseTo(toNumber(exactDownside(list)), 12);
  });

  test("downside deviation and M2 Sortino of Bacon's portfolio", () => {
    const [own, market] = [bothOf(bacon(), "0.005"), bothOf(column(BACON, 2), "0.005")];
    hasDigits(exactDownside(own.list), "DownsideDeviation(portfolio_bacon[,1], MAR");
    // Its Sortino is that of a month, though growth and deviations are a year's.
    const kappa = over(mean(own.list), exactDownside(own.list));
    const spread = times(exactDownside(market.list) - exactDownside(own.list), TWELVE);
    const m2 = exactYearly(bacon().map((text) => exact(text))) + times(kappa, spread);
    hasDigits(m2, "M2Sortino(portfolio_bacon[,1], portfolio_bacon[,2], MAR)");
    const down = (numbers: readonly number[]): number => downsideDeviation(numbers, 0.005) * Math.sqrt(12);
    const sortino = sortinoRatio(own.numbers, 1, 0.005) ?? Number.NaN;
    const ourM2 = yearlyGrowth(own.numbers, 12) + sortino * (down(market.numbers) - down(own.numbers));
    expect(ourM2).toBeCloseTo(toNumber(m2), 12);
  });

  test("Sharpe, by way of the adjusted one, from growth and deviation", () => {
    const { list, numbers } = bothOf(bacon());
    const middle = mean(list);
    const n = BigInt(list.length);
    const moment = (power: number): Exact =>
      sum(list.map((each) => Array.from({ length: power }, () => each - middle).reduce(times, ONE))) / n;
    const second = moment(2);
    const skew = over(moment(3), times(second, root(second)));
    const excess = over(moment(4), times(second, second)) - 3n * ONE;
    const sharpe = over(exactYearly(list), times(exactDeviation(list), TWELVE));
    const adjusted = times(sharpe, ONE + times(skew, sharpe) / 6n - times(excess, times(sharpe, sharpe)) / 24n);
    hasDigits(adjusted, "AdjustedSharpeRatio(portfolio_bacon[,1])");
    expect(yearlyGrowth(numbers, 12) / (deviationOf(numbers) * Math.sqrt(12))).toBeCloseTo(toNumber(sharpe), 12);
    expect(sharpeRatio(numbers, 12)).toBeCloseTo(toNumber(times(over(middle, exactDeviation(list)), TWELVE)), 12);
  });

  test("Calmar: yearly growth by the deepest fall", () => {
    const { list, numbers } = bothOf(bacon());
    expect(deepestFall(numbers)).toBeCloseTo(toNumber(exactFall(list)), 12);
    expect(calmarRatio(numbers, 12)).toBeCloseTo(toNumber(over(exactYearly(list), exactFall(list))), 12);
    // The same growth stands over falls in the pain and Martin ratios, whose falls are reckoned of returns as percents.
    let level = ONE;
    const falls = list.map((each) => {
      level = times(level, ONE + each / 100n);
      if (level > ONE) level = ONE;
      return (ONE - level) * 100n;
    });
    hasDigits(mean(falls), "PainIndex(portfolio_bacon[, 1])");
    hasDigits(over(exactYearly(list), mean(falls)), "PainRatio(portfolio_bacon[,1])");
    const ulcer = root(mean(falls.map((each) => times(each, each))));
    hasDigits(over(exactYearly(list), ulcer), "MartinRatio(portfolio_bacon[,1])");
  });

  test.each(cases)(
    "%s: the profit factor is the Bernardo and Ledoit ratio; win rate and D ratio",
    (name, texts, mar) => {
      const { list } = bothOf(texts());
      const factor = over(sum(above(list)), -sum(below(list)));
      hasDigits(factor, `BernardoLedoitRatio(${name})`);
      expect(figure(list, "profitFactor")).toBeCloseTo(toNumber(factor), 12);
      const d = over(-sum(below(list)) * BigInt(below(list).length), sum(above(list)) * BigInt(above(list).length));
      hasDigits(d, `DRatio(${name})`);
      expect(figure(list, "losses") / (figure(list, "wins") * figure(list, "profitFactor"))).toBeCloseTo(
        toNumber(d),
        12,
      );
      const shifted = bothOf(texts(), mar).list;
      const up = over(BigInt(above(shifted).length) * ONE, BigInt(shifted.length) * ONE);
      hasDigits(up, mar === "0" ? `UpsideFrequency(${name})` : `UpsideFrequency(${name}, MAR)`);
      // A return of just the target is a win here, as MetaTrader counts; neither series has one.
      expect(figure(shifted, "winRate")).toBeCloseTo(100 * toNumber(up), 10);
      const omega = over(sum(shifted), -sum(below(shifted)));
      hasDigits(omega, `OmegaSharpeRatio(${name}, MAR)`);
      expect(figure(shifted, "profitFactor") - 1).toBeCloseTo(toNumber(omega), 12);
    },
  );
});

test.skipIf(FFN === undefined)("ffn: daily Sharpe of its prices, without and with a rate that is free of risk", () => {
  const YEAR = root(252n * ONE);
  for (const at of [1, 2, 3]) {
    const prices = column(FFN, at).map(exact);
    const list = prices.slice(1).map((price, day) => over(price, prices[day] ?? ONE) - ONE);
    const numbers = list.map(toNumber);
    const rate = exact("0.02") / 252n;
    const sharpe = (free: Exact): number => toNumber(times(over(mean(list) - free, exactDeviation(list)), YEAR));
    expect(sharpeRatio(numbers, 252)).toBeCloseTo(sharpe(0n), 10);
    expect(sharpeRatio(numbers, 252, toNumber(rate))).toBeCloseTo(sharpe(rate), 10);
  }
});

test("where a definition is not that of the books, the page says so beside the figure, in both languages", () => {
  const told: readonly MetricId[] = [
    "sharpe",
    "sortino",
    "calmar",
    "recoveryFactor",
    "profitFactor",
    "winRate",
    "zScore",
    "zConfidence",
    "exposure",
    "ahpr",
    "ghpr",
    "expectancyR",
  ];
  for (const id of told) {
    for (const words of [METRIC_WORDS_EN[id], METRIC_WORDS_ID[id]])
      expect(words.differs?.length, id).toBeGreaterThan(20);
  }
});
