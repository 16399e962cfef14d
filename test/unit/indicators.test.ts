import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyBarColumns } from "#shared/market/bar.ts";
import { INDICATORS } from "#shared/market/indicators/catalogue.ts";
import { heikinAshiColumns } from "#shared/market/indicators/heikin-ashi.ts";
import { type Indicator, parameterValues } from "#shared/market/indicators/indicator.ts";
import { studyBar, studyColumns } from "#shared/market/indicators/study-columns.ts";
import { publishedIndicators } from "#test/fixtures/published-indicators.ts";

const published = publishedIndicators();

/** Ours, the published file, and the published names of our outputs in their order. */
const VECTORS: readonly (readonly [
  id: string,
  file: string,
  columns: readonly string[],
  wished?: { [name: string]: string },
])[] = [
  ["sma", "sma", ["sma"]],
  ["ema", "ema", ["ema"]],
  ["wma", "wma", ["wma"]],
  ["vwap", "vwap", ["vwap"], { anchor: "all" }],
  ["bollinger", "bb", ["upperBand", "sma", "lowerBand"]],
  ["keltner", "keltner", ["upperBand", "centerline", "lowerBand"]],
  ["donchian", "donchian", ["upperBand", "centerline", "lowerBand"]],
  ["ichimoku", "ichimoku", ["tenkanSen", "kijunSen", "senkouSpanA", "senkouSpanB", "chikouSpan"]],
  ["psar", "psar", ["sar"]],
  ["pivots", "pivot-points", ["pp", "r1", "s1", "r2", "s2", "r3", "s3"], { period: "month" }],
  ["rsi", "rsi", ["rsi"]],
  ["macd", "macd", ["macd", "signal", "histogram"]],
  ["stochastic", "stoch", ["oscillator", "signal"]],
  ["atr", "atr", ["atr"]],
  ["adx", "adx", ["adx", "pdi", "mdi"]],
  ["cci", "cci", ["cci"]],
  ["obv", "obv", ["obv"]],
  ["mfi", "mfi", ["mfi"]],
  ["williamsR", "willr", ["williamsR"]],
  ["roc", "roc", ["roc"]],
];

const named = (id: string): Indicator => {
  const found = INDICATORS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no indicator ${id}`);
  return found;
};

describe.skipIf(published === undefined)("published results", () => {
  test.for(VECTORS)("%s equals Stock.Indicators to 1e-9, from the same bar on", ([id, file, columns, wished = {}]) => {
    if (published === undefined) return;
    const indicator = named(id);
    const values = parameterValues(indicator, wished);
    const outputs = indicator.outputs(values);
    const ours = studyColumns(indicator.study(values), outputs.length, published.bars);
    const rows = published.rows(file);
    expect(rows).toHaveLength(published.bars.count);
    expect(outputs).toHaveLength(columns.length);
    for (const [k, { shift }] of outputs.entries()) {
      for (const [i, row] of rows.entries()) {
        const theirs = row[columns[k] ?? ""];
        const value = ours[k]?.[i - shift] ?? Number.NaN;
        if (theirs === null) expect(value, `${columns[k]} of bar ${i}`).toBeNaN();
        else
          expect(Math.abs(value - Number(theirs)), `${columns[k]} of bar ${i}`).toBeLessThan(
            1e-9 * Math.max(1, Math.abs(Number(theirs))),
          );
      }
    }
  });

  test("every indicator of the catalogue has a published result to be held to", () => {
    expect(VECTORS.map(([id]) => id)).toEqual(INDICATORS.map(({ id }) => id));
  });

  test("Heikin-Ashi candles equal the published ones", () => {
    if (published === undefined) return;
    const made = heikinAshiColumns(published.bars);
    for (const [i, row] of published.rows("heikinashi").entries()) {
      for (const name of ["open", "high", "low", "close"] as const) {
        expect(made[name][i]).toBeCloseTo(Number(row[name]), 9);
      }
    }
  });
});

const bars = fc
  .array(
    fc.record({
      open: fc.double({ min: 1, max: 2, noNaN: true }),
      close: fc.double({ min: 1, max: 2, noNaN: true }),
      above: fc.double({ min: 0, max: 0.1, noNaN: true }),
      below: fc.double({ min: 0, max: 0.1, noNaN: true }),
      volume: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 2, maxLength: 120 },
  )
  .map((made) => {
    const columns = emptyBarColumns(made.length);
    for (const [i, { open, close, above, below, volume }] of made.entries()) {
      columns.timeMs[i] = Date.UTC(2026, 0, 1) + i * 6 * 3_600_000;
      columns.open[i] = open;
      columns.close[i] = close;
      columns.high[i] = Math.max(open, close) + above;
      columns.low[i] = Math.min(open, close) - below;
      columns.tickVolume[i] = volume;
    }
    return columns;
  });

test("a forming bar is shown as if it had ended, and leaves no trace when it goes on", () => {
  fc.assert(
    fc.property(bars, fc.constantFrom(...INDICATORS), (columns, indicator) => {
      const values = parameterValues(indicator, {});
      const { length } = indicator.outputs(values);
      const finished = studyColumns(indicator.study(values), length, columns);
      const live = indicator.study(values);
      const out = new Float64Array(length);
      for (let i = 0; i < columns.count; i += 1) {
        const bar = studyBar(columns, i);
        live.take({ ...bar, high: bar.high + 1, close: bar.close + 0.5, volume: bar.volume + 7 }, false, out);
        live.take(bar, false, out);
        expect([...out]).toEqual(finished.map((column) => column[i]));
        live.take(bar, true, out);
        expect([...out]).toEqual(finished.map((column) => column[i]));
      }
    }),
    { numRuns: 120 },
  );
});

test("values that a parameter does not take fall back to its own, and strangers are dropped", () => {
  const rsi = named("rsi");
  for (const period of [0, -3, 2.5, Number.NaN, 1e9, "14"]) {
    expect(parameterValues(rsi, { period, colour: "red" })).toEqual({ period: 14 });
  }
  expect(parameterValues(rsi, { period: 7 })).toEqual({ period: 7 });
  expect(parameterValues(named("vwap"), { anchor: "year" })).toEqual({ anchor: "day" });
});
