import type { Instrument } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { ClockEpoch } from "#shared/market/broker-clock.ts";
import { type ChartLook, USUAL_LOOK } from "#shared/market/chart-look.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { priceFormat } from "../format/price.ts";
import { zoneClock } from "../format/zone-clock.ts";
import type { Services } from "../services/services.ts";
import { Cell } from "../stores/cell.ts";
import { frameTurns } from "../stores/frame.ts";
import type { ChartBar } from "./bar-series.ts";
import { ChartFeed, type ChartState, type FirstPage } from "./chart-feed.ts";
import { readChartTheme } from "./chart-theme.ts";
import { CompareOverlay } from "./compare-overlay.ts";
import { detailFor } from "./detail.ts";
import { PriceChart } from "./price-chart.ts";
import { type GatedCanvas, ReplayGate } from "./replay-gate.ts";
import { ChartStudies } from "./studies/chart-studies.ts";
import { studiedCanvas } from "./studies/studied-canvas.ts";
import { barBefore } from "./time-places.ts";

/** What a live chart shows, and where it tells of itself. */
export interface LiveChartOptions {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly locale: string;
  readonly state: Cell<ChartState>;
  /** Opening (broker ms) of the bar under the crosshair. */
  readonly crosshair: Cell<number | undefined>;
  /** A bar replay goes on that another chart began: no bar is drawn that ends after this broker time. */
  readonly replayUntilMs?: number | undefined;
}

type Needs = Pick<Services, "client" | "quotes" | "status" | "marketEpoch" | "appearance" | "replay">;

/** Bars beyond the visible ones that a view in another detail is given. */
const DETAIL_MARGIN = 400;
const MOST_FIRST = 6_000;
/** Bars around the moment of a replay that goes on, as many before as after. */
const REPLAY_PAGE = 1_200;
/** Which of the indicators' colours another instrument's line has. */
const COMPARE_COLOUR = 3;

/**
 * A chart that keeps itself up to date, past React: bars and live bar, quote lines, theme. It begins again after a
 * reconnect and after the market's clock was turned back, and rests while the window is hidden.
 */
export class LiveChart {
  readonly chart: PriceChart;
  readonly studies: ChartStudies;
  readonly host: HTMLElement;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  /** The timeframe whose bars are drawn: a longer one than the chart's when its own would be too thin to be seen. */
  readonly detail: Cell<Timeframe>;
  /** Goes back in time, bar by bar. */
  readonly gate: ReplayGate;
  readonly #state: Cell<ChartState>;
  readonly #services: Needs;
  readonly #stops: (() => void)[] = [];
  #feed: ChartFeed;
  #unfeed: () => void = () => undefined;
  #look: ChartLook = USUAL_LOOK;
  #compare: CompareOverlay | undefined;
  #compareId: InstrumentId | undefined;
  #gone = false;
  #drawnEpoch: number;
  #begun = "";

  constructor(services: Needs, host: HTMLElement, options: LiveChartOptions) {
    const { instrument, timeframe, locale, state, crosshair, replayUntilMs } = options;
    const { quotes, status, marketEpoch, appearance } = services;
    const chart = new PriceChart(host, readChartTheme());
    chart.show(timeframe, priceFormat(instrument), locale);
    chart.onCrosshair((timeMs) => crosshair.set(timeMs));
    this.host = host;
    this.instrument = instrument;
    this.timeframe = timeframe;
    this.detail = new Cell(timeframe);
    this.chart = chart;
    this.studies = new ChartStudies(chart, timeframe, readChartTheme().studies, instrument.digits);
    this.gate = new ReplayGate(this.#canvas());
    this.#state = state;
    this.#services = services;
    this.#drawnEpoch = marketEpoch.get();
    this.#feed = this.#feedOf(timeframe, replayUntilMs === undefined ? undefined : this.#replayFrom(replayUntilMs));
    this.#stops.push(
      quotes.subscribe(instrument.id, ({ quote }) => this.#quote(quote.bid, quote.ask)),
      appearance.subscribe(() => {
        const theme = readChartTheme();
        chart.applyTheme(theme);
        this.studies.recolour(theme.studies);
        this.#compare?.recolour(theme.studies[COMPARE_COLOUR] ?? theme.text);
      }),
      status.subscribe(this.#refresh),
      marketEpoch.subscribe(this.#refresh),
      chart.onSpacing((px) => this.#zoomed(px)),
    );
    document.addEventListener("visibilitychange", this.#refresh);
    this.#showQuote();
    this.#refresh();
  }

  /** The bar under the crosshair, else the newest that is drawn. */
  barAt(timeMs: number | undefined): ChartBar | undefined {
    const { bars } = this.chart;
    return timeMs === undefined ? bars.at(-1) : bars[barBefore(bars, timeMs)];
  }

  /** Shows prices and times as they are wanted. @param epochs of the broker's clock, oldest first */
  applyLook(look: ChartLook, epochs: readonly ClockEpoch[]): void {
    const before = this.#look;
    this.#look = look;
    this.chart.showKind(look.kind);
    if (look.zone !== "broker" || before.zone !== look.zone) this.chart.showTimes(zoneClock(look.zone, epochs));
    if (!look.quoteLines) this.chart.dropQuotes();
    else if (!before.quoteLines) this.#showQuote();
  }

  /** Shows another instrument beside this one, in percent; undefined takes it away. */
  compareWith(instrumentId: InstrumentId | undefined): void {
    this.#compareId = instrumentId;
    this.#compare?.remove();
    this.#compare = undefined;
    if (instrumentId === undefined) return;
    const theme = readChartTheme();
    const line = this.chart.addCompare(theme.studies[COMPARE_COLOUR] ?? theme.text);
    if (line === undefined) return;
    this.#compare = new CompareOverlay(this.#services.client.market, line, instrumentId, this.detail.get());
    this.#compare.setBars(this.chart.bars);
  }

  /** To the newest bar, also from where it was let go. */
  toNow(): void {
    if (this.#feed.isCutOff) this.#feed.reload(true);
    this.chart.scrollToNow();
  }

  reload(): void {
    this.#feed.reload(true);
  }

  destroy(): void {
    this.#gone = true;
    document.removeEventListener("visibilitychange", this.#refresh);
    for (const stop of this.#stops) stop();
    this.#unfeed();
    this.#compare?.remove();
    this.#feed.end();
    this.chart.destroy();
  }

  /** Everything that is drawn of bars, in the order in which it must be told. */
  #canvas(): GatedCanvas {
    const drawn = studiedCanvas(this.chart, this.studies);
    return {
      ...drawn,
      setBars: (bars) => {
        if (this.#gone) return;
        drawn.setBars(bars);
        this.#compare?.setBars(this.chart.bars);
      },
      updateLast: (bar) => {
        const before = this.chart.bars.at(-1)?.timeMs;
        drawn.updateLast(bar);
        if (bar.timeMs !== before) this.#compare?.setBars(this.chart.bars);
        else this.#compare?.newest(bar.timeMs);
      },
      setQuote: (bid, ask) => {
        if (this.#look.quoteLines) drawn.setQuote(bid, ask);
      },
      dropQuotes: () => this.chart.dropQuotes(),
    };
  }

  #feedOf(timeframe: Timeframe, begin?: FirstPage): ChartFeed {
    const { client, replay } = this.#services;
    const feed = new ChartFeed(
      client.market,
      this.gate,
      frameTurns.heavy,
      this.instrument.id,
      timeframe,
      () => {
        const view = replay.get()?.replay;
        return view?.loaded === true ? view.nowMs + 1 : undefined;
      },
      begin,
    );
    this.#unfeed = feed.state.subscribe(() => this.#state.set(feed.state.get()));
    return feed;
  }

  /** Goes on with a replay at the last bar that had ended by then, and asks for the bars around it. */
  #replayFrom(untilMs: number): FirstPage {
    const openMs = barOpen(this.timeframe, untilMs);
    this.gate.begin(openMs - 1);
    const length = nextBarOpen(this.timeframe, openMs) - openMs;
    return { limit: REPLAY_PAGE, beforeMs: openMs + (REPLAY_PAGE / 2) * length };
  }

  /** Bars that got too thin give way to those of a longer timeframe, and come back when there is room for them. */
  #zoomed(barPx: number): void {
    const drawn = this.detail.get();
    if (this.gate.place.get() !== undefined || this.#feed.state.get().phase !== "ready") return;
    const wanted = detailFor(this.timeframe, drawn, barPx);
    const seen = this.chart.visibleTimes();
    if (wanted === drawn || seen === undefined) return;
    this.#unfeed();
    this.#feed.end();
    this.detail.set(wanted);
    if (wanted !== this.timeframe) this.studies.show([]);
    const newest = this.chart.bars.at(-1)?.timeMs ?? 0;
    const isPast = this.#feed.isCutOff || seen[1] < newest;
    const length = nextBarOpen(wanted, seen[1]) - seen[1];
    const limit = Math.min(MOST_FIRST, Math.ceil((seen[1] - seen[0]) / length) + DETAIL_MARGIN);
    const feed = this.#feedOf(wanted, isPast ? { limit, beforeMs: seen[1] + DETAIL_MARGIN * length } : { limit });
    this.#feed = feed;
    const drop = feed.state.subscribe(() => {
      if (feed.state.get().phase === "loading") return;
      drop();
      this.chart.showDetail(wanted);
      this.chart.showSpan(seen);
      if (this.#compareId !== undefined) this.compareWith(this.#compareId);
    });
    feed.reload(false);
  }

  #quote(bid: number, ask: number): void {
    this.#feed.quote(bid, ask);
  }

  #showQuote(): void {
    const known = this.#services.quotes.get(this.instrument.id)?.quote;
    if (known !== undefined) this.#quote(known.bid, known.ask);
  }

  readonly #refresh = (): void => {
    const { phase, generation } = this.#services.status.get();
    const epoch = this.#services.marketEpoch.get();
    const wanted = document.visibilityState === "hidden" || phase !== "open" ? "" : `${generation} ${epoch}`;
    if (wanted === this.#begun) return;
    this.#begun = wanted;
    if (wanted === "") return this.#feed.stop();
    const anew = epoch !== this.#drawnEpoch;
    this.#drawnEpoch = epoch;
    this.#feed.reload(anew);
  };
}
