import type { Indicator, ParameterValues } from "#shared/market/indicators/indicator.ts";
import type { Text } from "../../i18n/i18n.ts";

/** A study's short name with the numbers it was given: "MACD 12 26 9". */
export function studyName(text: Text, { id, parameters }: Indicator, values: ParameterValues): string {
  const given = parameters.flatMap((each) => (each.kind === "choice" ? [] : [String(values[each.name])]));
  return [text(`study.short.${id}`), ...given].join(" ");
}
