import {
  AreaSeries,
  BarSeries as BarsSeries,
  CandlestickSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesPrimitive,
  LineSeries,
  LineStyle,
  type SeriesType,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import type { ChartKind } from "#shared/market/chart-look.ts";
import { type HeikinAshiBar, heikinAshi } from "#shared/market/indicators/heikin-ashi.ts";
import type { PriceFormat } from "../format/price.ts";
import type { ChartBar } from "./bar-series.ts";
import { candleOptions, priceOptions, QUIET } from "./chart-options.ts";
import type { ChartTheme } from "./chart-theme.ts";

const seconds = (ms: number): UTCTimestamp => (ms / 1_000) as UTCTimestamp;
const fade = (colour: string, alpha: number): string => colour.replace(/[\d.]+\)$/, `${alpha})`);

type QuoteSide = "bid" | "ask";

/** The prices of a chart, in whichever kind they are drawn, with what hangs on them: quote lines and primitives. */
export class MainSeries {
  readonly #chart: IChartApi;
  readonly #primitives = new Set<ISeriesPrimitive>();
  readonly #lines = new Map<QuoteSide, IPriceLine>();
  #series: ISeriesApi<SeriesType>;
  #kind: ChartKind = "candles";
  #theme: ChartTheme;
  #format: PriceFormat | undefined;
  #bars: ChartBar[] = [];
  /** Averaged candles, one a bar, while they are what is drawn. */
  #averaged: HeikinAshiBar[] = [];

  constructor(chart: IChartApi, theme: ChartTheme) {
    this.#chart = chart;
    this.#theme = theme;
    this.#series = this.#made();
  }

  get bars(): readonly ChartBar[] {
    return this.#bars;
  }

  get api(): ISeriesApi<SeriesType> {
    return this.#series;
  }

  /** Draws the same prices in another kind. */
  show(kind: ChartKind): void {
    if (kind === this.#kind) return;
    const quotes = [...this.#lines].map(([side, line]) => [side, line.options().price] as const);
    this.dropQuotes();
    const old = this.#series;
    this.#kind = kind;
    this.#series = this.#made();
    if (this.#format !== undefined) this.format(this.#format);
    for (const primitive of this.#primitives) {
      old.detachPrimitive(primitive);
      this.#series.attachPrimitive(primitive);
    }
    this.#chart.removeSeries(old);
    // Indicators are drawn over the prices, whichever came first.
    this.#series.setSeriesOrder(0);
    this.setBars(this.#bars);
    for (const [side, price] of quotes) this.setQuote(side, price);
  }

  format(format: PriceFormat): void {
    this.#format = format;
    this.#series.applyOptions(priceOptions(format));
  }

  setBars(bars: readonly ChartBar[]): void {
    // The feed's own array grows under our hands; what is drawn must stay what was drawn.
    this.#bars = [...bars];
    this.#averaged = [];
    if (this.#kind === "heikinAshi") for (const bar of bars) this.#average(bar, this.#averaged.length);
    this.#series.setData(bars.map((bar, at) => this.#point(bar, at)));
  }

  /** The newest bar anew, or the one after it. @throws when `bar` is older than the newest */
  update(bar: ChartBar): void {
    const isNew = this.#bars.at(-1)?.timeMs !== bar.timeMs;
    const at = isNew ? this.#bars.length : this.#bars.length - 1;
    this.#bars[at] = bar;
    if (this.#kind === "heikinAshi") this.#average(bar, at);
    this.#series.update(this.#point(bar, at));
  }

  setQuote(side: QuoteSide, price: number): void {
    const line = this.#lines.get(side);
    if (line !== undefined) return line.applyOptions({ price });
    const colour = this.#theme[side];
    const made = this.#series.createPriceLine({
      price,
      color: colour,
      lineWidth: 1,
      lineStyle: LineStyle.Solid,
      axisLabelVisible: true,
      axisLabelColor: colour,
      axisLabelTextColor: this.#theme.background,
      title: "",
    });
    this.#lines.set(side, made);
  }

  dropQuotes(): void {
    for (const line of this.#lines.values()) this.#series.removePriceLine(line);
    this.#lines.clear();
  }

  applyTheme(theme: ChartTheme): void {
    this.#theme = theme;
    this.#series.applyOptions(this.#look());
    for (const [side, line] of this.#lines)
      line.applyOptions({
        color: theme[side],
        axisLabelColor: theme[side],
        axisLabelTextColor: theme.background,
      });
  }

  /** Hangs something on the prices, in whichever kind they are drawn from now on. */
  attach(primitive: ISeriesPrimitive): void {
    this.#primitives.add(primitive);
    this.#series.attachPrimitive(primitive);
  }

  detach(primitive: ISeriesPrimitive): void {
    if (this.#primitives.delete(primitive)) this.#series.detachPrimitive(primitive);
  }

  #average(bar: ChartBar, at: number): void {
    this.#averaged[at] = heikinAshi(bar, this.#averaged[at - 1] ?? null);
  }

  #point(bar: ChartBar, at: number) {
    const time: Time = seconds(bar.timeMs);
    if (this.#kind === "line" || this.#kind === "area") return { time, value: bar.close };
    const { open, high, low, close } = this.#kind === "heikinAshi" ? (this.#averaged[at] ?? bar) : bar;
    return { time, open, high, low, close };
  }

  #made(): ISeriesApi<SeriesType> {
    switch (this.#kind) {
      case "candles":
      case "heikinAshi":
        return this.#chart.addSeries(CandlestickSeries, this.#look());
      case "bars":
        return this.#chart.addSeries(BarsSeries, this.#look());
      case "line":
        return this.#chart.addSeries(LineSeries, this.#look());
      case "area":
        return this.#chart.addSeries(AreaSeries, this.#look());
    }
  }

  #look() {
    const { up, down, priceLine } = this.#theme;
    switch (this.#kind) {
      case "candles":
      case "heikinAshi":
        return candleOptions(this.#theme);
      case "bars":
        return { ...QUIET, upColor: up, downColor: down, thinBars: false };
      case "line":
        return { ...QUIET, color: priceLine, lineWidth: 2 as const, crosshairMarkerVisible: true };
      case "area":
        return {
          ...QUIET,
          lineColor: priceLine,
          lineWidth: 2 as const,
          topColor: fade(priceLine, 0.22),
          bottomColor: fade(priceLine, 0.01),
        };
    }
  }
}
