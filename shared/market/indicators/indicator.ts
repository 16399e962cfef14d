import type { Study } from "./study.ts";

export type IndicatorId =
  | "sma"
  | "ema"
  | "wma"
  | "vwap"
  | "bollinger"
  | "keltner"
  | "donchian"
  | "ichimoku"
  | "psar"
  | "pivots"
  | "rsi"
  | "macd"
  | "stochastic"
  | "atr"
  | "adx"
  | "cci"
  | "obv"
  | "mfi"
  | "williamsR"
  | "roc";

export type ParameterName =
  | "period"
  | "width"
  | "range"
  | "anchor"
  | "tenkan"
  | "kijun"
  | "spanB"
  | "step"
  | "limit"
  | "fast"
  | "slow"
  | "signal"
  | "slowing";

/** When something that adds up begins anew, in broker time. */
export type Anchor = "day" | "week" | "month" | "all";

/** A parameter that counts bars, or scales something. */
export interface NumberParameter {
  readonly kind: "count" | "factor";
  readonly name: ParameterName;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** A parameter with named choices. */
export interface ChoiceParameter {
  readonly kind: "choice";
  readonly name: ParameterName;
  readonly initial: Anchor;
  readonly choices: readonly Anchor[];
}

export type Parameter = NumberParameter | ChoiceParameter;
export type ParameterValues = Readonly<Record<string, number | string>>;

export interface Output {
  readonly name: string;
  readonly drawn: "line" | "histogram" | "dots" | "steps";
  /** Bars that the output is drawn after its own bar (before it, when negative). */
  readonly shift: number;
}

export interface Indicator {
  readonly id: IndicatorId;
  /** Whether it is drawn over the prices or in a pane of its own. */
  readonly pane: "price" | "own";
  /** What its outputs are counted in: a price or a difference of prices, a figure of its own scale, or volume. */
  readonly unit: "price" | "index" | "volume";
  readonly parameters: readonly Parameter[];
  /** In the order in which the study gives them. @param values complete and valid, as `parameterValues` returns them */
  outputs(values: ParameterValues): readonly Output[];
  /** A fresh study. @param values complete and valid, as `parameterValues` returns them */
  study(values: ParameterValues): Study;
}

/** A value for each parameter: the wished one where it is allowed, else the initial. Counts are whole. Others' names are dropped. */
export function parameterValues(indicator: Indicator, wished: ParameterValues): ParameterValues {
  return Object.fromEntries(
    indicator.parameters.map((each) => {
      const wish = wished[each.name];
      return [each.name, wish !== undefined && isAllowed(each, wish) ? wish : each.initial];
    }),
  );
}

/** Whether a parameter takes a value. */
export function isAllowed(parameter: Parameter, value: number | string): boolean {
  if (parameter.kind === "choice") return parameter.choices.some((choice) => choice === value);
  if (typeof value !== "number" || !(value >= parameter.min && value <= parameter.max)) return false;
  return parameter.kind === "factor" || Number.isInteger(value);
}

/** A number parameter of checked values. */
export const numberOf = (values: ParameterValues, name: ParameterName): number => Number(values[name]);
