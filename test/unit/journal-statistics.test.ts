import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METRIC_IDS, type MetricId } from "#shared/trading/statistics/catalogue.ts";
import { chanceOfRow } from "#shared/trading/statistics/chance-of-row.ts";
import { columnsOf } from "#shared/trading/statistics/columns.ts";
import { groupsOf } from "#shared/trading/statistics/groups.ts";
import type { StatisticsInput, StatTrade } from "#shared/trading/statistics/input.ts";
import { withinNormal } from "#shared/trading/statistics/normal.ts";
import { calmarRatio, deepestFall, sharpeRatio, sortinoRatio } from "#shared/trading/statistics/ratios.ts";
import { statisticsOf } from "#shared/trading/statistics/statistics.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import { drawnCurve } from "#shared/trading/statistics/thin-curve.ts";
import { METRIC_WORDS_EN } from "#shared/trading/statistics/words-en.ts";
import { METRIC_WORDS_ID } from "#shared/trading/statistics/words-id.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { madeHistory } from "#test/fixtures/journal/made-deals.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";

const PRICES = recorded("stats/ffn_test_data.csv.zst");
const rowsOf = (file: string | undefined): string[][] =>
  zstdDecompressSync(readFileSync(file ?? ""))
    .toString("utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

const DAY = 86_400_000;
const MONDAY = Date.UTC(2024, 0, 1);
const trade = (at: number, result: number, known: Partial<StatTrade> = {}): StatTrade => ({
  ticket: BigInt(at + 1),
  side: "buy",
  lots: 1,
  openMs: MONDAY + at * DAY,
  closeMs: MONDAY + at * DAY + 3_600_000,
  result,
  net: result,
  entryCosts: [],
  risk: null,
  ...known,
});
const input = (trades: readonly StatTrade[], firstBalance: number | null = 1_000): StatisticsInput => ({
  trades,
  firstBalance,
  openCosts: [],
  cash: [],
});
const value = (given: StatisticsInput, id: MetricId): number | null =>
  statisticsOf(given).metrics.find((metric) => metric.id === id)?.value ?? null;

describe("published figures", () => {
  test.skipIf(PRICES === undefined)(
    "ffn: daily Sharpe ratio, deepest fall and yearly growth of its test prices",
    () => {
      const rows = rowsOf(PRICES);
      for (const column of [1, 2, 3]) {
        const prices = rows.map((row) => Number(row[column]));
        const returns = prices.slice(1).map((price, at) => price / (prices[at] ?? 1) - 1);
        const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
        const deviation = Math.sqrt(returns.reduce((a, b) => a + (b - mean) ** 2, 0) / (returns.length - 1));
        expect(sharpeRatio(returns, 252)).toBeCloseTo((mean / deviation) * Math.sqrt(252), 9);
        expect(sharpeRatio(returns, 252, 0.02 / 252)).toBeCloseTo(
          ((mean - 0.02 / 252) / deviation) * Math.sqrt(252),
          9,
        );
      }
      const first = (column: number): number[] => {
        const prices = rows.slice(0, 10).map((row) => Number(row[column]));
        return prices.slice(1).map((price, at) => price / (prices[at] ?? 1) - 1);
      };
      expect([1, 2, 3].map((column) => Number((-deepestFall(first(column))).toFixed(3)))).toEqual([
        -0.086, -0.048, -0.033,
      ]);
    },
  );

  test("Calmar and Sortino are what their formulas say, by hand", () => {
    const returns = [0.1, -0.05, 0.02, -0.1, 0.08];
    expect(sortinoRatio(returns, 252)).toBeCloseTo((0.01 / Math.sqrt(0.0125 / 5)) * Math.sqrt(252), 9);
    const growth = 1.1 * 0.95 * 1.02 * 0.9 * 1.08;
    const fall = 1 - 0.95 * 1.02 * 0.9;
    expect(calmarRatio(returns, 252)).toBeCloseTo((growth ** (252 / 5) - 1) / fall, 9);
    expect(sharpeRatio([0.01, 0.01], 252)).toBeNull();
    expect(sortinoRatio([0.01, 0.02], 252)).toBeNull();
  });

  test("the normal distribution's shares, by its tables", () => {
    expect([1, 1.96, 2.575829303548901, 3, 5].map(withinNormal)).toEqual(
      [0.682689492137, 0.950004209704, 0.99, 0.997300203937, 0.999999426697].map(
        (share) => expect.closeTo(share, 11) as number,
      ),
    );
  });
});

describe("figures", () => {
  test("every one of the catalogue is there, in its order, with a name and a formula in both languages", () => {
    const { metrics } = statisticsOf(input([trade(0, 5), trade(1, -3)]));
    expect(metrics.map(({ id }) => id)).toEqual([...METRIC_IDS]);
    for (const id of METRIC_IDS) {
      expect(METRIC_WORDS_EN[id].formula.length, id).toBeGreaterThan(3);
      expect(METRIC_WORDS_ID[id].formula.length, id).toBeGreaterThan(3);
    }
  });

  test("without a trade, a loss or a known balance a figure says why it is missing", () => {
    const why = (given: StatisticsInput, id: MetricId) =>
      statisticsOf(given).metrics.find((metric) => metric.id === id)?.why;
    expect(why(input([]), "payoff")).toBe("noTrades");
    expect(why(input([trade(0, 5)]), "profitFactor")).toBe("noLosses");
    expect(why(input([trade(0, 5), trade(1, -3)], null), "balanceDrawdownRelative")).toBe("noCapital");
    expect(why(input([trade(0, 5)]), "equityDrawdownMaximal")).toBe("notRecorded");
    expect(why(input([trade(0, 5)]), "expectancyR")).toBe("noRisk");
    expect(why(input([trade(0, 5), trade(1, 7)]), "zScore")).toBe("tooFew");
  });

  test("a deposit is no gain and a withdrawal no drawdown", () => {
    const cash = [
      { ticket: 900n, timeMs: MONDAY + 1.5 * DAY, amount: 5_000, kind: "balance" as const },
      { ticket: 901n, timeMs: MONDAY + 2.5 * DAY, amount: -4_000, kind: "balance" as const },
      { ticket: 902n, timeMs: MONDAY + 2.6 * DAY, amount: 700, kind: "credit" as const },
    ];
    const given = { ...input([trade(0, 100), trade(1, -50), trade(2, 10), trade(3, -20)]), cash };
    expect(value(given, "balanceDrawdownMaximal")).toBeCloseTo(60, 9);
    expect(value(given, "balanceDrawdownAbsolute")).toBe(0);
    expect(value(given, "net")).toBe(40);
  });

  test("what an entry has cost counts in the gross loss, open positions' too, and makes no win a loss", () => {
    const cost = { ticket: 1n, timeMs: MONDAY, amount: -0.5 };
    const given = {
      ...input([trade(0, 0.2, { entryCosts: [cost], net: -0.3 })]),
      openCosts: [{ ...cost, ticket: 9n, amount: -2 }],
    };
    expect([value(given, "wins"), value(given, "grossProfit"), value(given, "grossLoss"), value(given, "net")]).toEqual(
      [1, 0.2, -2.5, expect.closeTo(-2.3, 9)],
    );
  });

  test("a curve of many points keeps its highest and lowest when it is thinned", () => {
    const { trades, cash } = tradesOf(madeHistory(20_000));
    const { curve } = statisticsOf({
      ...input(
        trades.map((each) => ({ ...each, risk: null })),
        0,
      ),
      cash,
    });
    const drawn = drawnCurve(curve, 400);
    expect(drawn.value.length).toBeLessThanOrEqual(400);
    expect(Math.max(...drawn.value)).toBe(curve.balance.reduce((a, b) => Math.max(a, b)));
    expect(Math.min(...drawn.value)).toBe(curve.balance.reduce((a, b) => Math.min(a, b)));
  });

  test("the chance of a row of losses is exact", () => {
    expect(chanceOfRow(0.5, 1, 1)).toBe(0.5);
    expect(chanceOfRow(0.5, 2, 3)).toBeCloseTo(3 / 8, 12);
    expect(chanceOfRow(1, 3, 3)).toBe(1);
  });
});

describe("whatever the trades are", () => {
  const results = fc.array(
    fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
    { minLength: 1, maxLength: 60 },
  );

  test("the order in which they are given changes no figure", () => {
    fc.assert(
      fc.property(
        results.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(
              list.map((result, at) => trade(at, result)),
              { minLength: list.length },
            ),
          ),
        ),
        ([list, shuffled]) => {
          expect(statisticsOf(input(shuffled)).metrics).toEqual(
            statisticsOf(input(list.map((result, at) => trade(at, result)))).metrics,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("net = gross profit + gross loss = the sum over any partition", () => {
    fc.assert(
      fc.property(results, fc.integer({ min: 1, max: 7 }), (list, parts) => {
        const trades = list.map((result, at) => trade(at, result));
        const net = value(input(trades), "net") ?? 0;
        expect(net).toBeCloseTo(
          (value(input(trades), "grossProfit") ?? 0) + (value(input(trades), "grossLoss") ?? 0),
          9,
        );
        const groups = groupsOf(columnsOf(trades, []), (row) => row % parts, String);
        expect(sumOf(groups.map(({ totals }) => totals.net))).toBeCloseTo(net, 9);
      }),
      { numRuns: 60 },
    );
  });
});
