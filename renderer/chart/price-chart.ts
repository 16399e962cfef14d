import {
  type CandlestickData,
  CandlestickSeries,
  createChart,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type LogicalRange,
  type MouseEventParams,
  type UTCTimestamp,
} from "lightweight-charts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { PriceFormat } from "../format/price.ts";
import type { ChartBar } from "./bar-series.ts";
import { candleOptions, chartOptions, priceOptions, timeOptions } from "./chart-options.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { addStudyLine, type StudyLine, type StudyLineLook } from "./study-line.ts";

/** Bars left of the visible range below which older history is asked for. */
const HISTORY_MARGIN = 60;

const seconds = (ms: number): UTCTimestamp => (ms / 1_000) as UTCTimestamp;
const candle = (bar: ChartBar): CandlestickData => ({
  time: seconds(bar.timeMs),
  open: bar.open,
  high: bar.high,
  low: bar.low,
  close: bar.close,
});

/** How much higher the prices' pane is than each pane below it. */
const PRICES_TO_STUDY = 3.5;
/** The library's line between two panes. */
const SEPARATOR_PX = 1;

/**
 * The one place that speaks to lightweight-charts. Not a React component: it is told of bars and quotes directly, and
 * the library paints at most once per frame whatever it is told.
 */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<"Candlestick">;
  #bid: IPriceLine | undefined;
  #ask: IPriceLine | undefined;
  #theme: ChartTheme;
  /** Destroyed: whoever was drawn over it may ask until it is drawn over the next chart, and is told of nothing. */
  #gone = false;
  #nearStart: (() => void) | undefined;
  /** Where keys have asked the view to go since its last painting: the library tells only where it stands. */
  #aim: { position?: number; barSpacing?: number } | undefined;

  constructor(container: HTMLElement, theme: ChartTheme) {
    this.#theme = theme;
    this.#chart = createChart(container, { autoSize: true, ...chartOptions(theme) });
    this.#candles = this.#chart.addSeries(CandlestickSeries, candleOptions(theme));
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(this.#rangeChanged);
  }

  /** What is drawn from now on: forgets bars and quote lines of what was drawn before. */
  show(timeframe: Timeframe, format: PriceFormat, locale: string): void {
    this.#candles.setData([]);
    this.#dropQuoteLines();
    this.#candles.applyOptions(priceOptions(format));
    this.#chart.applyOptions(timeOptions(timeframe, locale));
  }

  setBars(bars: readonly ChartBar[]): void {
    this.#candles.setData(bars.map(candle));
  }

  /** Draws the newest bar anew, or appends one. @throws when `bar` is older than the newest: use `setBars`. */
  updateLast(bar: ChartBar): void {
    this.#candles.update(candle(bar));
  }

  setQuote(bid: number, ask: number): void {
    this.#bid ??= this.#priceLine(this.#theme.bid);
    this.#ask ??= this.#priceLine(this.#theme.ask);
    this.#bid.applyOptions({ price: bid });
    this.#ask.applyOptions({ price: ask });
  }

  addStudyLine(look: StudyLineLook): StudyLine {
    return addStudyLine(this.#chart, look);
  }

  /** Divides the height after panes came or went. @param panes how many below the prices */
  sharePanes(panes: number): void {
    for (const [i, pane] of this.#chart
      .panes()
      .slice(0, panes + 1)
      .entries())
      pane.setStretchFactor(i === 0 ? PRICES_TO_STUDY : 1);
  }

  /** Pixels from the plot's top to each pane's, the prices' first. */
  paneTops(): readonly number[] {
    if (this.#gone) return [];
    const tops: number[] = [];
    let top = 0;
    for (const pane of this.#chart.panes()) {
      tops.push(top);
      top += pane.getHeight() + SEPARATOR_PX;
    }
    return tops;
  }

  applyTheme(theme: ChartTheme): void {
    this.#theme = theme;
    this.#chart.applyOptions(chartOptions(theme));
    this.#candles.applyOptions(candleOptions(theme));
    this.#bid?.applyOptions({ color: theme.bid, axisLabelColor: theme.bid, axisLabelTextColor: theme.background });
    this.#ask?.applyOptions({ color: theme.ask, axisLabelColor: theme.ask, axisLabelTextColor: theme.background });
  }

  /** Called when the view moves while few bars are left to its left. */
  onNearStart(listener: () => void): void {
    this.#nearStart = listener;
  }

  isNearStart(): boolean {
    return (this.#chart.timeScale().getVisibleLogicalRange()?.from ?? 0) < HISTORY_MARGIN;
  }

  /** Called with the opening (broker ms) of the bar under the crosshair, or undefined when it leaves. */
  onCrosshair(listener: (timeMs: number | undefined) => void): void {
    this.#chart.subscribeCrosshairMove((event: MouseEventParams) =>
      listener(typeof event.time === "number" && event.point !== undefined ? event.time * 1_000 : undefined),
    );
  }

  /** Pixels from the plot's top; undefined before there is a scale. May lie outside of the plot. */
  yOf(price: number): number | undefined {
    return this.#gone ? undefined : (this.#candles.priceToCoordinate(price) ?? undefined);
  }

  /** The price at a height of the plot. */
  priceAt(y: number): number | undefined {
    return this.#gone ? undefined : (this.#candles.coordinateToPrice(y) ?? undefined);
  }

  /** The plot without its scales, CSS pixels. */
  plotSize(): { readonly width: number; readonly height: number } {
    return this.#gone ? { width: 0, height: 0 } : this.#chart.paneSize();
  }

  /** Called in each frame in which the plot is painted, when its scales are those on screen. @returns what ends it. */
  onPaint(listener: () => void): () => void {
    const view = { renderer: () => ({ draw: listener }) };
    const primitive = { paneViews: () => [view] };
    this.#candles.attachPrimitive(primitive);
    return () => {
      if (!this.#gone) this.#candles.detachPrimitive(primitive);
    };
  }

  /** Moves the view by `bars` to the right (negative: into the past). */
  scroll(bars: number): void {
    const scale = this.#chart.timeScale();
    this.#scrollTo((this.#aim?.position ?? scale.scrollPosition()) + bars);
  }

  scrollToNow(): void {
    this.#scrollTo(6);
  }

  /** Widens (factor > 1) or narrows the bars. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    const barSpacing = Math.min(60, Math.max(1, (this.#aim?.barSpacing ?? scale.options().barSpacing) * factor));
    this.#chart.applyOptions({ timeScale: { barSpacing } });
    this.#aimAt({ barSpacing });
  }

  destroy(): void {
    this.#gone = true;
    this.#chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.#rangeChanged);
    this.#chart.remove();
  }

  readonly #rangeChanged = (range: LogicalRange | null): void => {
    if (range !== null && range.from < HISTORY_MARGIN) this.#nearStart?.();
  };

  #scrollTo(position: number): void {
    this.#chart.timeScale().scrollToPosition(position, false);
    this.#aimAt({ position });
  }

  /**
   * The library moves its view when it paints, so keys pressed within one frame must add to what they asked for, not to
   * where the view still stands. Its own frame was asked for before ours: when ours comes, the view has moved.
   */
  #aimAt(aim: { position?: number; barSpacing?: number }): void {
    if (this.#aim === undefined) requestAnimationFrame(() => (this.#aim = undefined));
    this.#aim = { ...this.#aim, ...aim };
  }

  #priceLine(colour: string): IPriceLine {
    return this.#candles.createPriceLine({
      price: 0,
      color: colour,
      lineWidth: 1,
      lineStyle: LineStyle.Solid,
      axisLabelVisible: true,
      axisLabelColor: colour,
      axisLabelTextColor: this.#theme.background,
      title: "",
    });
  }

  #dropQuoteLines(): void {
    if (this.#bid !== undefined) this.#candles.removePriceLine(this.#bid);
    if (this.#ask !== undefined) this.#candles.removePriceLine(this.#ask);
    this.#bid = this.#ask = undefined;
  }
}
