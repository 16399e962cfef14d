import { barOpen, type Timeframe } from "../timeframe.ts";
import { Bollinger, Donchian, Keltner } from "./bands.ts";
import { Adx } from "./directional-movement.ts";
import { Ichimoku } from "./ichimoku.ts";
import {
  type Anchor,
  type ChoiceParameter,
  type Indicator,
  type IndicatorId,
  type NumberParameter,
  numberOf,
  type Output,
  type Parameter,
  type ParameterName,
  type ParameterValues,
} from "./indicator.ts";
import { ema, sma, wma } from "./moving-averages.ts";
import { Cci, Macd, Roc, Rsi, Stochastic, WilliamsR } from "./oscillators.ts";
import { ParabolicSar } from "./parabolic-sar.ts";
import { PivotPoints } from "./pivot-points.ts";
import type { Study } from "./study.ts";
import { Atr } from "./true-range.ts";
import { Mfi, Obv, Vwap } from "./volume-studies.ts";

const count = (name: ParameterName, initial: number): NumberParameter => ({
  kind: "count",
  name,
  initial,
  min: 1,
  max: 1000,
});
const factor = (name: ParameterName, initial: number, min: number, max: number): NumberParameter => ({
  kind: "factor",
  name,
  initial,
  min,
  max,
});
const choice = (name: ParameterName, choices: readonly Anchor[], initial: Anchor): ChoiceParameter => ({
  kind: "choice",
  name,
  choices,
  initial,
});

const drawn = (kind: Output["drawn"], ...names: readonly string[]): readonly Output[] =>
  names.map((name) => ({ name, drawn: kind, shift: 0 }));

interface Plain {
  readonly pane: Indicator["pane"];
  readonly unit?: Indicator["unit"];
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly Output[];
  readonly study: (values: ParameterValues) => Study;
}

const plain = (
  id: IndicatorId,
  { pane, unit = pane === "price" ? "price" : "index", parameters, outputs, study }: Plain,
): Indicator => ({
  id,
  pane,
  unit,
  parameters,
  outputs: () => outputs,
  study,
});

/** An indicator of one period. */
const ofPeriod = (
  id: IndicatorId,
  pane: Indicator["pane"],
  period: number,
  study: (period: number) => Study,
  outputs = drawn("line", id),
): Indicator =>
  plain(id, {
    pane,
    outputs,
    parameters: [count("period", period)],
    study: (values) => study(numberOf(values, "period")),
  });

const PERIODS: Readonly<Partial<Record<string, Timeframe>>> = { day: "D1", week: "W1", month: "MN1" };

/** Where a broker's day, week or month opens; 0 for a period that never restarts. */
const opensAt = (values: ParameterValues, name: ParameterName): ((timeMs: number) => number) => {
  const timeframe = PERIODS[String(values[name])];
  return timeframe === undefined ? () => 0 : (timeMs) => barOpen(timeframe, timeMs);
};

const ichimoku: Indicator = {
  id: "ichimoku",
  pane: "price",
  unit: "price",
  parameters: [count("tenkan", 9), count("kijun", 26), count("spanB", 52)],
  outputs(values) {
    const shift = numberOf(values, "kijun");
    return [
      ...drawn("line", "tenkan", "kijun"),
      { name: "spanA", drawn: "line", shift },
      { name: "spanB", drawn: "line", shift },
      { name: "chikou", drawn: "line", shift: -shift },
    ];
  },
  study: (values) => new Ichimoku(numberOf(values, "tenkan"), numberOf(values, "kijun"), numberOf(values, "spanB")),
};

/** Every indicator that a chart can show, in the order of the menu. */
export const INDICATORS: readonly Indicator[] = [
  ofPeriod("sma", "price", 20, sma),
  ofPeriod("ema", "price", 20, ema),
  ofPeriod("wma", "price", 14, wma),
  plain("vwap", {
    pane: "price",
    parameters: [choice("anchor", ["day", "week", "month", "all"], "day")],
    outputs: drawn("line", "vwap"),
    study: (values) => new Vwap(opensAt(values, "anchor")),
  }),
  plain("bollinger", {
    pane: "price",
    parameters: [count("period", 20), factor("width", 2, 0.1, 10)],
    outputs: drawn("line", "upper", "middle", "lower"),
    study: (values) => new Bollinger(numberOf(values, "period"), numberOf(values, "width")),
  }),
  plain("keltner", {
    pane: "price",
    parameters: [count("period", 20), factor("width", 2, 0.1, 10), count("range", 10)],
    outputs: drawn("line", "upper", "middle", "lower"),
    study: (values) => new Keltner(numberOf(values, "period"), numberOf(values, "width"), numberOf(values, "range")),
  }),
  ofPeriod("donchian", "price", 20, (period) => new Donchian(period), drawn("steps", "upper", "middle", "lower")),
  ichimoku,
  plain("psar", {
    pane: "price",
    parameters: [factor("step", 0.02, 0.001, 0.5), factor("limit", 0.2, 0.01, 1)],
    outputs: drawn("dots", "sar"),
    study: (values) => new ParabolicSar(numberOf(values, "step"), numberOf(values, "limit")),
  }),
  plain("pivots", {
    pane: "price",
    parameters: [choice("period", ["day", "week", "month"], "day")],
    outputs: drawn("steps", "pivot", "r1", "s1", "r2", "s2", "r3", "s3"),
    study: (values) => new PivotPoints(opensAt(values, "period")),
  }),
  ofPeriod("rsi", "own", 14, (period) => new Rsi(period)),
  plain("macd", {
    pane: "own",
    unit: "price",
    parameters: [count("fast", 12), count("slow", 26), count("signal", 9)],
    outputs: [...drawn("line", "macd", "signal"), ...drawn("histogram", "histogram")],
    study: (values) => new Macd(numberOf(values, "fast"), numberOf(values, "slow"), numberOf(values, "signal")),
  }),
  plain("stochastic", {
    pane: "own",
    parameters: [count("period", 14), count("signal", 3), count("slowing", 3)],
    outputs: drawn("line", "k", "d"),
    study: (values) =>
      new Stochastic(numberOf(values, "period"), numberOf(values, "signal"), numberOf(values, "slowing")),
  }),
  plain("atr", {
    pane: "own",
    unit: "price",
    parameters: [count("period", 14)],
    outputs: drawn("line", "atr"),
    study: (values) => new Atr(numberOf(values, "period")),
  }),
  ofPeriod("adx", "own", 14, (period) => new Adx(period), drawn("line", "adx", "plus", "minus")),
  ofPeriod("cci", "own", 20, (period) => new Cci(period)),
  plain("obv", { pane: "own", unit: "volume", parameters: [], outputs: drawn("line", "obv"), study: () => new Obv() }),
  ofPeriod("mfi", "own", 14, (period) => new Mfi(period)),
  ofPeriod("williamsR", "own", 14, (period) => new WilliamsR(period)),
  ofPeriod("roc", "own", 14, (period) => new Roc(period)),
];
