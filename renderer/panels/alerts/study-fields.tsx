import type { ReactNode } from "react";
import { ALERT_INDICATORS } from "#shared/alerts/studied-value.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import { outputName } from "../../chart/studies/study-name.ts";
import { useText } from "../../i18n/use-text.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { TypedField } from "../../ui/typed-field.tsx";
import { initialParameters, outputsOf } from "./alert-draft.ts";
import type { FieldsProps } from "./rule-fields.tsx";

/** An indicator, its parameters, and what its line is held against. */
export function StudyFields({ draft, put, problemOf }: FieldsProps): ReactNode {
  const text = useText();
  const { indicator: id, parameters } = draft;
  const indicator = ALERT_INDICATORS.find((each) => each.id === id);
  const outputs = outputsOf(id, parameters);
  const others = outputs
    .filter((name) => name !== draft.output)
    .map((name) => ({ value: `output:${name}`, text: outputName(text, name) }));
  return (
    <>
      <ChoiceField
        label={text("alertForm.timeframe")}
        value={draft.timeframe}
        options={TIMEFRAMES.map((value) => ({ value, text: value }))}
        onChange={(timeframe) => put({ timeframe })}
      />
      <ChoiceField
        label={text("alertForm.indicator")}
        value={id}
        options={ALERT_INDICATORS.map((each) => ({ value: each.id, text: text(`study.${each.id}`) }))}
        onChange={(chosen) => {
          const initial = initialParameters(chosen);
          put({
            indicator: chosen,
            parameters: initial,
            output: outputsOf(chosen, initial)[0] ?? "",
            against: "level",
          });
        }}
      />
      {(indicator?.parameters ?? []).map((parameter) => {
        const { name } = parameter;
        const change = (value: string): void => put({ parameters: { ...parameters, [name]: value } });
        return parameter.kind === "choice" ? (
          <ChoiceField
            key={name}
            label={text(`study.value.${name}`)}
            value={parameters[name] ?? parameter.initial}
            options={parameter.choices
              .filter((value) => value !== "all")
              .map((value) => ({ value: value as string, text: text(`study.choice.${value}`) }))}
            onChange={change}
          />
        ) : (
          <TypedField
            key={name}
            label={text(`study.value.${name}`)}
            value={parameters[name] ?? ""}
            problem={problemOf(name)}
            onChange={change}
          />
        );
      })}
      <ChoiceField
        label={text("alertForm.output")}
        value={draft.output}
        problem={problemOf("output")}
        options={outputs.map((value) => ({ value, text: outputName(text, value) }))}
        onChange={(output) => put({ output, ...(draft.against === `output:${output}` ? { against: "level" } : {}) })}
      />
      <ChoiceField
        label={text("alertForm.against")}
        value={draft.against}
        problem={problemOf("against")}
        options={[
          { value: "level", text: text("alertForm.against.level") },
          { value: "close", text: text("alertForm.against.close") },
          ...others,
        ]}
        onChange={(against) => put({ against })}
      />
      <ChoiceField
        label={text("alertForm.on")}
        value={draft.on}
        options={(["close", "tick"] as const).map((value) => ({ value, text: text(`alertForm.on.${value}`) }))}
        onChange={(on) => put({ on })}
      />
    </>
  );
}
