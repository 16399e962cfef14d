import type { Study } from "./study.ts";

/** A parameter that counts bars, or scales something. */
export interface NumberParameter {
  readonly kind: "count" | "factor";
  readonly name: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** A parameter with named choices. */
export interface ChoiceParameter {
  readonly kind: "choice";
  readonly name: string;
  readonly initial: string;
  readonly choices: readonly string[];
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
  readonly id: string;
  /** Whether it is drawn over the prices or in a pane of its own. */
  readonly pane: "price" | "own";
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
  if (parameter.kind === "choice") return parameter.choices.includes(String(value));
  if (typeof value !== "number" || !(value >= parameter.min && value <= parameter.max)) return false;
  return parameter.kind === "factor" || Number.isInteger(value);
}

/** A number parameter of checked values. */
export const numberOf = (values: ParameterValues, name: string): number => Number(values[name]);
