import type { Instrument } from "#shared/contract/market.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { priceFormat } from "../format/price.ts";
import type { Services } from "../services/services.ts";
import type { Cell } from "../stores/cell.ts";
import { frameTurns } from "../stores/frame.ts";
import type { ChartBar } from "./bar-series.ts";
import { ChartFeed, type ChartState } from "./chart-feed.ts";
import { readChartTheme } from "./chart-theme.ts";
import { PriceChart } from "./price-chart.ts";
import { ChartStudies } from "./studies/chart-studies.ts";
import { studiedCanvas } from "./studies/studied-canvas.ts";

/** What a live chart shows, and where it tells of itself. */
export interface LiveChartOptions {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly locale: string;
  readonly state: Cell<ChartState>;
  /** Opening (broker ms) of the bar under the crosshair. */
  readonly crosshair: Cell<number | undefined>;
}

type Needs = Pick<Services, "client" | "quotes" | "status" | "marketEpoch" | "appearance" | "replay">;

/**
 * A chart that keeps itself up to date, past React: bars and live bar, quote lines, theme. It begins again after a
 * reconnect and after the market's clock was turned back, and rests while the window is hidden.
 */
export class LiveChart {
  readonly chart: PriceChart;
  readonly studies: ChartStudies;
  readonly #feed: ChartFeed;
  readonly #services: Needs;
  readonly #stops: (() => void)[] = [];
  #drawnEpoch: number;
  #begun = "";

  constructor(services: Needs, host: HTMLElement, options: LiveChartOptions) {
    const { instrument, timeframe, locale, state, crosshair } = options;
    const { client, quotes, status, marketEpoch, appearance, replay } = services;
    const chart = new PriceChart(host, readChartTheme());
    chart.show(timeframe, priceFormat(instrument), locale);
    chart.onCrosshair((timeMs) => crosshair.set(timeMs));
    const studies = new ChartStudies(chart, timeframe, readChartTheme().studies, instrument.digits);
    const feed = new ChartFeed(
      client.market,
      studiedCanvas(chart, studies),
      frameTurns.heavy,
      instrument.id,
      timeframe,
      () => {
        const view = replay.get()?.replay;
        return view?.loaded === true ? view.nowMs + 1 : undefined;
      },
    );
    const known = quotes.get(instrument.id)?.quote;
    if (known !== undefined) feed.quote(known.bid, known.ask);
    this.chart = chart;
    this.studies = studies;
    this.#feed = feed;
    this.#services = services;
    this.#drawnEpoch = marketEpoch.get();
    this.#stops.push(
      feed.state.subscribe(() => state.set(feed.state.get())),
      quotes.subscribe(instrument.id, ({ quote }) => feed.quote(quote.bid, quote.ask)),
      appearance.subscribe(() => {
        const theme = readChartTheme();
        chart.applyTheme(theme);
        studies.recolour(theme.studies);
      }),
      status.subscribe(this.#refresh),
      marketEpoch.subscribe(this.#refresh),
    );
    document.addEventListener("visibilitychange", this.#refresh);
    this.#refresh();
  }

  /** The bar under the crosshair, else the newest. */
  barAt(timeMs: number | undefined): ChartBar | undefined {
    const { series } = this.#feed;
    return timeMs === undefined ? series.last : series.at(timeMs);
  }

  reload(): void {
    this.#feed.reload(true);
  }

  destroy(): void {
    document.removeEventListener("visibilitychange", this.#refresh);
    for (const stop of this.#stops) stop();
    this.#feed.end();
    this.chart.destroy();
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
