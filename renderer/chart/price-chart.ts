import {
  createChartEx,
  type IChartApi,
  type ISeriesPrimitive,
  LineSeries,
  type LogicalRange,
  type MouseEventParams,
  PriceScaleMode,
  type UTCTimestamp,
} from "lightweight-charts";
import type { ChartKind } from "#shared/market/chart-look.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { PriceFormat } from "../format/price.ts";
import type { ZoneClock } from "../format/zone-clock.ts";
import type { ChartBar } from "./bar-series.ts";
import { chartOptions, FIRST_VIEW, isDaily, QUIET, timeOptions } from "./chart-options.ts";
import type { ChartTheme } from "./chart-theme.ts";
import { MainSeries } from "./main-series.ts";
import { addStudyLine, type StudyLine, type StudyLineLook } from "./study-line.ts";
import { placeOf, timeAtPlace } from "./time-places.ts";
import { ZonedScale } from "./zoned-scale.ts";

/** Bars beyond the visible range below which more history is asked for. */
const HISTORY_MARGIN = 60;

/** How much higher the prices' pane is than each pane below it. */
const PRICES_TO_STUDY = 3.5;
/** The library's line between two panes. */
const SEPARATOR_PX = 1;
/** Bars that the newest is away from the right edge. */
const AT_NOW = 6;

export interface ComparePoint {
  readonly timeMs: number;
  readonly value: number;
}

/** Prices of another instrument over those of the chart. */
export interface CompareLine {
  /** Closes by opening time (broker ms), oldest first; only times at which the chart has a bar. */
  set(points: readonly ComparePoint[]): void;
  /** The newest anew, or the one after it. */
  update(point: ComparePoint): void;
  colour(colour: string): void;
  remove(): void;
}

const asPoint = ({ timeMs, value }: ComparePoint) => ({ time: (timeMs / 1_000) as UTCTimestamp, value });

/**
 * The one place that speaks to lightweight-charts of a price chart. Not a React component: it is told of bars and quotes
 * directly, and the library paints at most once per frame whatever it is told.
 */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #scale = new ZonedScale();
  readonly #main: MainSeries;
  #timeframe: Timeframe = "M1";
  #locale = "en";
  #clock: ZoneClock = (ms) => ms;
  /** Destroyed: whoever was drawn over it may ask until it is drawn over the next chart, and is told of nothing. */
  #gone = false;
  readonly #nearEdge = new Set<(edge: "start" | "end") => void>();
  readonly #spacing = new Set<(px: number) => void>();
  /** Where keys have asked the view to go since its last painting: the library tells only where it stands. */
  #aim: { position?: number; barSpacing?: number } | undefined;

  constructor(container: HTMLElement, theme: ChartTheme) {
    const options = { autoSize: true, ...chartOptions(theme) };
    // What createChart does by itself, with our scale in place of the library's.
    this.#chart = createChartEx(container, this.#scale, {
      ...options,
      localization: { dateFormat: "dd MMM 'yy" },
    }) as IChartApi;
    this.#chart.applyOptions(FIRST_VIEW);
    this.#main = new MainSeries(this.#chart, theme);
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(this.#rangeChanged);
  }

  /** What is drawn from now on: forgets bars and quote lines of what was drawn before. */
  show(timeframe: Timeframe, format: PriceFormat, locale: string): void {
    this.#timeframe = timeframe;
    this.#locale = locale;
    this.#main.setBars([]);
    this.#main.dropQuotes();
    this.#main.format(format);
    this.#applyTimes();
  }

  /** Names months in another language. */
  speak(locale: string): void {
    if (this.#gone || locale === this.#locale) return;
    this.#locale = locale;
    this.#applyTimes();
  }

  /** Draws the same prices in another kind. */
  showKind(kind: ChartKind): void {
    if (!this.#gone) this.#main.show(kind);
  }

  /** Shows times by another clock. */
  showTimes(clock: ZoneClock): void {
    if (this.#gone) return;
    this.#clock = clock;
    this.#applyTimes();
    // Marks are given their strength when bars are set.
    if (this.bars.length > 0) this.setBars(this.bars);
  }

  /** Bars of another timeframe follow: the same instrument in another detail. */
  showDetail(timeframe: Timeframe): void {
    this.#timeframe = timeframe;
    this.#applyTimes();
  }

  get bars(): readonly ChartBar[] {
    return this.#main.bars;
  }

  setBars(bars: readonly ChartBar[]): void {
    if (this.#gone) return;
    const before = this.bars;
    const seen = this.#chart.timeScale().getVisibleLogicalRange();
    this.#main.setBars(bars);
    this.#holdView(before, seen);
  }

  /** Draws the newest bar anew, or appends one. @throws when `bar` is older than the newest: use `setBars`. */
  updateLast(bar: ChartBar): void {
    if (!this.#gone) this.#main.update(bar);
  }

  setQuote(bid: number, ask: number): void {
    if (this.#gone) return;
    this.#main.setQuote("bid", bid);
    this.#main.setQuote("ask", ask);
  }

  dropQuotes(): void {
    if (!this.#gone) this.#main.dropQuotes();
  }

  addStudyLine(look: StudyLineLook): StudyLine {
    return addStudyLine(this.#chart, look);
  }

  /** Adds another instrument's line; while it is there the scale counts in percent from the left edge. */
  addCompare(colour: string): CompareLine | undefined {
    if (this.#gone) return undefined;
    const series = this.#chart.addSeries(LineSeries, { ...QUIET, lastValueVisible: true, color: colour, lineWidth: 2 });
    const scale = series.priceScale();
    scale.applyOptions({ mode: PriceScaleMode.Percentage });
    return {
      set: (points) => series.setData(points.map(asPoint)),
      update: (point) => series.update(asPoint(point)),
      colour: (next) => series.applyOptions({ color: next }),
      remove: () => {
        if (this.#gone) return;
        scale.applyOptions({ mode: PriceScaleMode.Normal });
        this.#chart.removeSeries(series);
      },
    };
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
    this.#chart.applyOptions(chartOptions(theme));
    this.#main.applyTheme(theme);
  }

  /** Called when the view moves while few bars are left on one of its sides. */
  onNearEdge(listener: (edge: "start" | "end") => void): void {
    this.#nearEdge.add(listener);
  }

  isNear(edge: "start" | "end"): boolean {
    const range = this.#chart.timeScale().getVisibleLogicalRange();
    return edge === "start"
      ? (range?.from ?? 0) < HISTORY_MARGIN
      : (range?.to ?? Infinity) > this.bars.length - HISTORY_MARGIN;
  }

  /** Called with the width of a bar, CSS pixels, whenever the view has moved. @returns what ends it */
  onSpacing(listener: (px: number) => void): () => void {
    this.#spacing.add(listener);
    return () => this.#spacing.delete(listener);
  }

  /** Called with the opening (broker ms) of the bar under the crosshair, or undefined when it leaves. */
  onCrosshair(listener: (timeMs: number | undefined) => void): void {
    this.#chart.subscribeCrosshairMove((event: MouseEventParams) =>
      listener(typeof event.time === "number" && event.point !== undefined ? event.time * 1_000 : undefined),
    );
  }

  /** Pixels from the plot's top; undefined before there is a scale. May lie outside of the plot. */
  yOf(price: number): number | undefined {
    return this.#gone ? undefined : (this.#main.api.priceToCoordinate(price) ?? undefined);
  }

  /** The price at a height of the plot. */
  priceAt(y: number): number | undefined {
    return this.#gone ? undefined : (this.#main.api.coordinateToPrice(y) ?? undefined);
  }

  /** Pixels from the plot's left edge to the middle of a place among the bars; undefined without bars. */
  xOf(place: number): number | undefined {
    const grid = this.#places();
    return grid === undefined ? undefined : grid.first + place * grid.width;
  }

  /** The place under a pixel, with its fraction. */
  placeAt(x: number): number | undefined {
    const grid = this.#places();
    return grid === undefined ? undefined : (x - grid.first) / grid.width;
  }

  /** The place of a moment (broker ms) among the bars; see time-places.ts. */
  placeOf(timeMs: number): number | undefined {
    return placeOf(this.bars, this.#timeframe, timeMs);
  }

  timeAt(place: number): number | undefined {
    return timeAtPlace(this.bars, this.#timeframe, place);
  }

  /** Broker ms at the left and right edge of the plot. */
  visibleTimes(): readonly [fromMs: number, toMs: number] | undefined {
    const range = this.#gone ? null : this.#chart.timeScale().getVisibleLogicalRange();
    if (range === null) return undefined;
    const [from, to] = [this.timeAt(range.from), this.timeAt(range.to)];
    return from === undefined || to === undefined ? undefined : [from, to];
  }

  /** Brings a span of time into sight, as far as bars are there. */
  showSpan([fromMs, toMs]: readonly [number, number]): void {
    const [from, to] = [this.placeOf(fromMs), this.placeOf(toMs)];
    if (from !== undefined && to !== undefined && to > from)
      this.#chart.timeScale().setVisibleLogicalRange({ from, to });
  }

  /** The plot of the prices without its scales, CSS pixels. */
  plotSize(): { readonly width: number; readonly height: number } {
    return this.#gone ? { width: 0, height: 0 } : this.#chart.paneSize();
  }

  /** Hangs a primitive on the prices. @returns what takes it off */
  attach(primitive: ISeriesPrimitive): () => void {
    if (!this.#gone) this.#main.attach(primitive);
    return () => {
      if (!this.#gone) this.#main.detach(primitive);
    };
  }

  /** Called in each frame in which the plot is painted, when its scales are those on screen. @returns what ends it. */
  onPaint(listener: () => void): () => void {
    const view = { renderer: () => ({ draw: listener }) };
    return this.attach({ paneViews: () => [view] });
  }

  /** The chart as it is on screen, drawings and all. */
  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true, false);
  }

  /** Moves the view by `bars` to the right (negative: into the past). */
  scroll(bars: number): void {
    const scale = this.#chart.timeScale();
    this.#scrollTo((this.#aim?.position ?? scale.scrollPosition()) + bars);
  }

  scrollToNow(): void {
    this.#scrollTo(AT_NOW);
  }

  /** Widens (factor > 1) or narrows the bars. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    const barSpacing = Math.min(60, Math.max(0.5, (this.#aim?.barSpacing ?? scale.options().barSpacing) * factor));
    this.#chart.applyOptions({ timeScale: { barSpacing } });
    this.#aimAt({ barSpacing });
  }

  destroy(): void {
    this.#gone = true;
    this.#chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.#rangeChanged);
    this.#chart.remove();
  }

  readonly #rangeChanged = (range: LogicalRange | null): void => {
    if (range === null) return;
    for (const listener of this.#nearEdge) {
      if (range.from < HISTORY_MARGIN) listener("start");
      if (range.to > this.bars.length - HISTORY_MARGIN) listener("end");
    }
    const { barSpacing } = this.#chart.timeScale().options();
    for (const listener of this.#spacing) listener(barSpacing);
  };

  #applyTimes(): void {
    const clock: ZoneClock = isDaily(this.#timeframe) ? (ms) => ms : this.#clock;
    this.#scale.clock = clock;
    this.#chart.applyOptions(timeOptions(this.#timeframe, this.#locale, clock));
  }

  #places(): { readonly first: number; readonly width: number } | undefined {
    if (this.#gone || this.bars.length === 0) return undefined;
    const scale = this.#chart.timeScale();
    const [first, second] = [scale.logicalToCoordinate(0 as never), scale.logicalToCoordinate(1 as never)];
    return first === null || second === null || second === first ? undefined : { first, width: second - first };
  }

  /**
   * The library counts the view from the newest bar. Where that one is out of sight and another now, because bars were
   * let go or came on the right, what was in sight is kept there.
   */
  #holdView(before: readonly ChartBar[], seen: LogicalRange | null): void {
    const [oldLast, newLast] = [before.at(-1), this.bars.at(-1)];
    if (seen === null || oldLast === undefined || newLast === undefined || oldLast.timeMs === newLast.timeMs) return;
    if (seen.to >= before.length - 1) return;
    const at = Math.max(0, Math.floor(seen.from));
    const anchor = before[at];
    const now = anchor === undefined ? undefined : this.placeOf(anchor.timeMs);
    if (anchor === undefined || now === undefined || this.bars[now]?.timeMs !== anchor.timeMs) return;
    const by = now - at;
    this.#chart.timeScale().setVisibleLogicalRange({ from: seen.from + by, to: seen.to + by });
  }

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
}
