import { type ReactNode, useState } from "react";
import { isAllowed, type Parameter } from "#shared/market/indicators/indicator.ts";
import { parseDecimal, toNumber } from "#shared/trading/input/parse-decimal.ts";
import { useText } from "../../../i18n/use-text.ts";
import { ChoiceField } from "../../../ui/choice-field.tsx";
import { numberText } from "../../../ui/number-text.ts";
import { TypedField } from "../../../ui/typed-field.tsx";

interface ParameterFieldProps {
  readonly parameter: Parameter;
  readonly value: number | string;
  /** Told of values that the parameter takes, and of no others. */
  readonly onChange: (value: number | string) => void;
}

/** One parameter of an indicator: takes effect as it is typed; what it does not take is said, and the chart keeps the last. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState(() => (typeof value === "number" ? numberText(value) : value));
  const label = text(`study.value.${parameter.name}`);
  if (parameter.kind === "choice") {
    return (
      <ChoiceField
        label={label}
        value={parameter.choices.find((choice) => choice === value) ?? parameter.initial}
        options={parameter.choices.map((choice) => ({ value: choice, text: text(`study.choice.${choice}`) }))}
        onChange={onChange}
      />
    );
  }
  const read = readNumber(typed);
  const fits = read !== undefined && isAllowed(parameter, read);
  const range = { min: parameter.min, max: parameter.max };
  return (
    <TypedField
      label={label}
      value={typed}
      problem={fits ? undefined : text(parameter.kind === "count" ? "studies.count" : "studies.number", range)}
      onChange={(next) => {
        setTyped(next);
        const number = readNumber(next);
        if (number !== undefined && isAllowed(parameter, number)) onChange(number);
      }}
    />
  );
}

function readNumber(typed: string): number | undefined {
  const parsed = parseDecimal(typed, true);
  return parsed.ok ? toNumber(parsed.value) : undefined;
}
