import { HistogramSeries, type IChartApi, LineSeries, LineType, type UTCTimestamp } from "lightweight-charts";
import type { Output } from "#shared/market/indicators/indicator.ts";

const seconds = (ms: number): UTCTimestamp => (ms / 1_000) as UTCTimestamp;
const point = (timeMs: number, value: number) =>
  Number.isNaN(value) ? { time: seconds(timeMs) } : { time: seconds(timeMs), value };

/** One output of an indicator as it is drawn: values by time in broker ms; NaN leaves a hole. */
export interface StudyLine {
  set(timesMs: readonly number[], values: readonly number[]): void;
  /** The newest value anew, or the one after it. @throws when `timeMs` is older than the newest: use `set`. */
  update(timeMs: number, value: number): void;
  colour(colour: string): void;
  remove(): void;
}

export interface StudyLineLook {
  readonly drawn: Output["drawn"];
  /** 0: over the prices. */
  readonly pane: number;
  readonly colour: string;
  readonly digits: number;
  /** It may lie out of sight: levels far from the prices would shrink these to a line. */
  readonly leavesScale?: boolean;
}

const QUIET = { priceLineVisible: false, lastValueVisible: false } as const;

/** Adds what one output of an indicator is drawn with to a chart. */
export function addStudyLine(
  chart: IChartApi,
  { drawn, pane, colour, digits, leavesScale = false }: StudyLineLook,
): StudyLine {
  const priceFormat = { type: "price", precision: digits, minMove: 10 ** -digits } as const;
  const series =
    drawn === "histogram"
      ? chart.addSeries(HistogramSeries, { ...QUIET, color: colour, priceFormat }, pane)
      : chart.addSeries(
          LineSeries,
          {
            ...QUIET,
            color: colour,
            priceFormat,
            lineWidth: 1,
            crosshairMarkerVisible: false,
            lineVisible: drawn !== "dots",
            pointMarkersVisible: drawn === "dots",
            pointMarkersRadius: 1.5,
            lineType: drawn === "steps" ? LineType.WithSteps : LineType.Simple,
            ...(leavesScale ? { autoscaleInfoProvider: () => null } : {}),
          },
          pane,
        );
  return {
    set: (timesMs, values) => series.setData(timesMs.map((timeMs, i) => point(timeMs, values[i] ?? Number.NaN))),
    update: (timeMs, value) => series.update(point(timeMs, value)),
    colour: (next) => series.applyOptions({ color: next }),
    remove: () => chart.removeSeries(series),
  };
}
