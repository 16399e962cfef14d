import type { Indicator, ParameterValues } from "#shared/market/indicators/indicator.ts";
import { isTextKey, type Text } from "../../i18n/i18n.ts";

/** A study's short name with the numbers it was given: "MACD 12 26 9". */
export function studyName(text: Text, { id, parameters }: Indicator, values: ParameterValues): string {
  const given = parameters.flatMap((each) => (each.kind === "choice" ? [] : [String(values[each.name])]));
  return [text(`study.short.${id}`), ...given].join(" ");
}

/** The name of one of a study's lines: "Upper band", "RSI", "R1". @param output its name in the catalogue. */
export function outputName(text: Text, output: string): string {
  const key = [`study.output.${output}`, `study.short.${output}`].find(isTextKey);
  return key === undefined ? output.toUpperCase() : text(key);
}
