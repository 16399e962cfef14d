import type { ChartBar } from "#renderer/chart/bar-series.ts";
import type { BarCanvas } from "#renderer/chart/chart-feed.ts";
import type { OverlayLine, PriceChart } from "#renderer/chart/price-chart.ts";

/** A value at bar `at` from the closes up to it; undefined while there are too few. */
type Indicator = (closes: readonly number[], at: number) => number | undefined;

const newest = (closes: readonly number[], at: number, length: number): readonly number[] | undefined =>
  at + 1 < length ? undefined : closes.slice(at + 1 - length, at + 1);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const average =
  (length: number): Indicator =>
  (closes, at) => {
    const values = newest(closes, at, length);
    return values && mean(values);
  };

const band =
  (length: number, deviations: number): Indicator =>
  (closes, at) => {
    const values = newest(closes, at, length);
    if (values === undefined) return undefined;
    const middle = mean(values);
    return middle + deviations * Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  };

/** Weighted towards the newest close. */
const weighted =
  (length: number): Indicator =>
  (closes, at) => {
    const values = newest(closes, at, length);
    const weights = (length * (length + 1)) / 2;
    return values && values.reduce((sum, value, place) => sum + value * (place + 1), 0) / weights;
  };

/** The five lines of each chart: two simple averages, one weighted, and Bollinger's two bands. */
const INDICATORS: readonly (readonly [string, Indicator])[] = [
  ["rgb(86, 185, 230)", average(20)],
  ["rgb(230, 180, 80)", average(100)],
  ["rgb(170, 140, 230)", weighted(30)],
  ["rgb(120, 130, 140)", band(20, 2)],
  ["rgb(120, 130, 141)", band(20, -2)],
];

/** A chart with its lines: each new bar or tick moves the candle and is computed into all five. */
export class IndicatorChart implements BarCanvas {
  readonly #chart: PriceChart;
  readonly #lines: readonly (readonly [OverlayLine, Indicator])[];
  #closes: number[] = [];
  #lastMs = 0;

  constructor(chart: PriceChart) {
    this.#chart = chart;
    this.#lines = INDICATORS.map(([colour, indicator]) => [chart.addLine(colour), indicator]);
  }

  setBars(bars: readonly ChartBar[]): void {
    this.#chart.setBars(bars);
    this.#closes = bars.map((bar) => bar.close);
    this.#lastMs = bars.at(-1)?.timeMs ?? 0;
    for (const [line, indicator] of this.#lines)
      line.set(
        bars.flatMap(({ timeMs }, at) => {
          const value = indicator(this.#closes, at);
          return value === undefined ? [] : [{ timeMs, value }];
        }),
      );
  }

  updateLast(bar: ChartBar): void {
    this.#chart.updateLast(bar);
    if (bar.timeMs === this.#lastMs) this.#closes[this.#closes.length - 1] = bar.close;
    else this.#closes.push(bar.close);
    this.#lastMs = bar.timeMs;
    const at = this.#closes.length - 1;
    for (const [line, indicator] of this.#lines) {
      const value = indicator(this.#closes, at);
      if (value !== undefined) line.update(bar.timeMs, value);
    }
  }

  setQuote(bid: number, ask: number): void {
    this.#chart.setQuote(bid, ask);
  }

  isNearStart(): boolean {
    return this.#chart.isNearStart();
  }

  onNearStart(listener: () => void): void {
    this.#chart.onNearStart(listener);
  }
}
