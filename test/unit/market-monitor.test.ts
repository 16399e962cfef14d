import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barColumns, type FormingBar } from "#shared/market/m1-builder.ts";
import { correlationMatrix, currencyStrength } from "#shared/market/monitor/correlation.ts";
import { feedState, tickRate } from "#shared/market/monitor/feed-health.ts";
import { movers, priceGaps } from "#shared/market/monitor/market-gaps.ts";
import { marketHours, type TradeSession } from "#shared/market/monitor/session-calendar.ts";
import { spreadFigures } from "#shared/market/monitor/spread.ts";
import { averageTrueRange, realisedVolatility } from "#shared/market/monitor/volatility.ts";
import { TickThinning } from "#shared/market/thin-ticks.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";

const HOUR = 3_600_000;
const bar = (timeMs: number, open: number, high: number, low: number, close: number): FormingBar => ({
  timeMs,
  open,
  high,
  low,
  close,
  tickVolume: 1,
  spread: 0,
  realVolume: 0,
});
const quotes = (...rows: readonly (readonly [number, number, number])[]) =>
  columnsOf(rows.map(([timeMs, bid, ask]) => ({ timeMs, bid, ask, flags: 6 })));

test("a spread counts for its mean as long as it stood, and a crossed quote has a negative one", () => {
  const ticks = quotes([0, 1.1, 1.10002], [9_000, 1.1, 1.1001], [10_000, 1.10003, 1.10002]);
  expect(spreadFigures(ticks, 0.00001)).toEqual({ now: -1, least: -1, most: 10, mean: 2.8 });
  expect(spreadFigures(quotes(), 0.00001)).toBeUndefined();
});

describe("volatility", () => {
  test("the average true range counts the jump over a gap, and is smoothed as Wilder did", () => {
    const bars = barColumns([
      bar(0, 10, 11, 9, 10),
      bar(1, 10, 12, 10, 12),
      bar(2, 15, 16, 15, 15),
      bar(3, 15, 15, 14, 14),
    ]);
    // True ranges: 2, 4 (16 - 12), 1. The first average of two is 3, then (3 * 1 + 1) / 2.
    expect(averageTrueRange(bars, 2)).toBe(2);
    expect(averageTrueRange(bars, 4)).toBeUndefined();
  });

  test("the realised one is the root of the mean squared return, scaled to the year", () => {
    const closes = [1, Math.exp(0.01), 1, Math.exp(0.01)];
    const bars = barColumns(closes.map((close, i) => bar(i, close, close, close, close)));
    expect(realisedVolatility(bars, 252)).toBeCloseTo(0.01 * Math.sqrt(252), 12);
  });
});

describe("a feed", () => {
  const limits = { staleMs: 30_000, frozenMs: 120_000 };
  const changing = quotes([0, 1, 2], [50_000, 1.5, 2], [100_000, 1.5, 2], [180_000, 1.5, 2]);

  test("is live, then frozen while it repeats itself, then stale; in closed hours it is quiet", () => {
    expect(feedState(changing, 160_000, true, limits)).toBe("live");
    expect(feedState(changing, 185_000, true, limits)).toBe("frozen");
    expect(feedState(changing, 210_000, true, limits)).toBe("stale");
    expect(feedState(changing, 210_000, false, limits)).toBe("quiet");
    expect(feedState(quotes(), 0, true, limits)).toBe("stale");
  });

  test("its rate counts the ticks of the span before now", () => {
    expect(tickRate(changing, 180_000, 100_000)).toBe(0.02);
    expect(tickRate(changing, 180_000, 80_000)).toBe(0.0125);
  });
});

describe("hours", () => {
  // A forex server on New York + 7 hours: Monday 00:00 to Friday 24:00.
  const week: TradeSession[] = [1, 2, 3, 4, 5].map((day) => ({ day, fromMs: 0, toMs: 24 * HOUR }));
  const monday = Date.UTC(2025, 8, 22);

  test("run from Monday to Friday as one session, and open again after the weekend", () => {
    expect(marketHours(week, monday + 5 * HOUR)).toEqual({ open: true, changesMs: monday + 120 * HOUR });
    expect(marketHours(week, monday + 130 * HOUR)).toEqual({ open: false, changesMs: monday + 168 * HOUR });
  });

  test("leave out a holiday and a daily break, and never change for a market that never closes", () => {
    expect(marketHours(week, monday + 5 * HOUR, [monday + 25 * HOUR])).toEqual({
      open: true,
      changesMs: monday + 24 * HOUR,
    });
    const gold = week.map((session) => ({ ...session, fromMs: HOUR }));
    expect(marketHours(gold, monday + 24 * HOUR)).toEqual({ open: false, changesMs: monday + 25 * HOUR });
    const always = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, fromMs: 0, toMs: 24 * HOUR }));
    expect(marketHours(always, monday)).toEqual({ open: true, changesMs: undefined });
    expect(marketHours([], monday)).toEqual({ open: false, changesMs: undefined });
  });
});

test("price gaps are jumps over time without bars; movers are ranked by how far, not which way", () => {
  const bars = barColumns([bar(0, 1, 1, 1, 1), bar(60_000, 1.2, 2, 1, 2), bar(300_000, 2.5, 3, 2, 3)]);
  expect(priceGaps(bars, 60_000, 0.4)).toEqual([{ beforeMs: 60_000, afterMs: 300_000, jump: 0.5 }]);
  const prices = [
    { symbol: "A", reference: 100, last: 101 },
    { symbol: "B", reference: 100, last: 97 },
    { symbol: "C", reference: 0, last: 5 },
  ];
  expect(movers(prices).map(({ symbol }) => symbol)).toEqual(["B", "A"]);
});

describe("instruments together", () => {
  test("move as one, against each other, or not at all", () => {
    const up = [1, 1.01, 1.0, 1.03, 1.02];
    const [row = []] = correlationMatrix([
      up,
      up.map((close) => close * 7),
      up.map((close) => 1 / close),
      up.map(() => 2),
    ]);
    expect(row[0]).toBe(1);
    expect(row[1]).toBeCloseTo(1, 12);
    expect(row[2]).toBeCloseTo(-1, 12);
    expect(row[3]).toBeNaN();
    expect(() => correlationMatrix([[1, 2], [1]])).toThrow(RangeError);
  });

  test("strengths explain every pair's return when the returns agree with each other, from whichever pairs there are", () => {
    const currencies = ["EUR", "USD", "JPY", "GBP", "CHF"];
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (raw) => {
          const pairs = currencies
            .slice(1)
            .map((quote, i) => ({ base: "EUR", quote, change: (raw[0] ?? 0) - (raw[i + 1] ?? 0) }));
          const found = new Map(currencyStrength(pairs).map(({ currency, strength }) => [currency, strength]));
          for (const { base, quote, change } of pairs) {
            expect((found.get(base) ?? 0) - (found.get(quote) ?? 0)).toBeCloseTo(change, 9);
          }
          expect([...found.values()].reduce((sum, strength) => sum + strength, 0)).toBeCloseTo(0, 9);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("thinned ticks keep the first, lowest, highest and last bid of each span, in order, and nothing else", () => {
  const ticks = columnsOf(walk(5_000, 1_000_000));
  const [from, to] = [ticks.timeMs[0] ?? 0, (ticks.timeMs[4_999] ?? 0) + 1];
  const thinning = new TickThinning(from, to, 20);
  thinning.add(ticks);
  const thin = thinning.take();
  expect(thin.of).toBe(5_000);
  expect(thin.count).toBeLessThanOrEqual(80);
  for (let bucket = 0; bucket < 20; bucket++) {
    const inside = (time: number): boolean => Math.min(19, Math.floor(((time - from) * 20) / (to - from))) === bucket;
    const all = [...ticks.bid].filter((_, i) => inside(ticks.timeMs[i] ?? 0));
    const kept = [...thin.bid].filter((_, i) => inside(thin.timeMs[i] ?? 0));
    expect([kept[0], Math.min(...kept), Math.max(...kept), kept.at(-1)]).toEqual([
      all[0],
      Math.min(...all),
      Math.max(...all),
      all.at(-1),
    ]);
  }
  expect([...thin.timeMs]).toEqual([...thin.timeMs].toSorted((a, b) => a - b));
});
