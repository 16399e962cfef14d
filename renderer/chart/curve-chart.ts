import {
  AreaSeries,
  type AreaStyleOptions,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type SeriesPartialOptions,
  type UTCTimestamp,
} from "lightweight-charts";
import { chartOptions, timeOptions } from "./chart-options.ts";
import type { ChartTheme } from "./chart-theme.ts";
import type { CurvePoint } from "./curve-points.ts";

/** How much higher the balance is drawn than the drawdown below it. */
const BALANCE_TO_DRAWDOWN = 2.2;

const asData = (points: readonly CurvePoint[]) =>
  points.map(({ seconds, value }) => ({ time: seconds as UTCTimestamp, value }));

/** Balance over time with the drawdown in a pane of its own below. Speaks to lightweight-charts, past React. */
export class CurveChart {
  readonly #chart: IChartApi;
  readonly #balance: ISeriesApi<"Line">;
  readonly #drawdown: ISeriesApi<"Area">;

  /** @param money writes a value of the price scale */
  constructor(container: HTMLElement, theme: ChartTheme, locale: string, money: (value: number) => string) {
    const scale = {
      priceFormat: { type: "custom" as const, formatter: money, minMove: 0.01 },
      priceLineVisible: false,
    };
    this.#chart = createChart(container, { autoSize: true, ...chartOptions(theme) });
    this.#chart.applyOptions(timeOptions("M1", locale));
    // A curve is looked at as a whole: the page scrolls past it.
    this.#chart.applyOptions({
      handleScroll: false,
      handleScale: false,
      timeScale: { rightOffset: 0, minBarSpacing: 0.01, barSpacing: 7 },
    });
    this.#chart.timeScale().subscribeSizeChange(this.#fit);
    this.#balance = this.#chart.addSeries(LineSeries, { ...scale, lineWidth: 2 });
    this.#drawdown = this.#chart.addSeries(AreaSeries, { ...scale, lineWidth: 1, invertFilledArea: true }, 1);
    const [upper, lower] = this.#chart.panes();
    upper?.setStretchFactor(BALANCE_TO_DRAWDOWN);
    lower?.setStretchFactor(1);
    this.applyTheme(theme);
  }

  show(balance: readonly CurvePoint[], drawdown: readonly CurvePoint[]): void {
    this.#balance.setData(asData(balance));
    this.#drawdown.setData(asData(drawdown));
    this.#fit();
  }

  applyTheme(theme: ChartTheme): void {
    this.#chart.applyOptions(chartOptions(theme));
    this.#balance.applyOptions({ color: theme.bid });
    const fade = theme.down.replace(/[\d.]+\)$/, "0.14)");
    const fill: SeriesPartialOptions<AreaStyleOptions> = { lineColor: theme.down, topColor: fade, bottomColor: fade };
    this.#drawdown.applyOptions(fill);
  }

  destroy(): void {
    this.#chart.timeScale().unsubscribeSizeChange(this.#fit);
    this.#chart.remove();
  }

  readonly #fit = (): void => this.#chart.timeScale().fitContent();
}
