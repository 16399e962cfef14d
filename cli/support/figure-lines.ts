import { figureText } from "#bridge/journal/export/figure-text.ts";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { METRIC_WORDS_EN } from "#shared/trading/statistics/words-en.ts";

/** Figures of one currency, a line each. */
export function figureLines({ currency, digits, accountIds, metrics }: CurrencyStatistics): readonly string[] {
  const width = Math.max(...metrics.map(({ id }) => METRIC_WORDS_EN[id].name.length));
  return [
    `${currency || "(currency not known)"}: ${accountIds.join(", ")}`,
    ...metrics.map((one) => {
      const few = one.value !== null && one.sample < one.needs ? `  (only ${one.sample}, should be ${one.needs})` : "";
      return `  ${METRIC_WORDS_EN[one.id].name.padEnd(width)}  ${figureText(one, currency, digits)}${few}`;
    }),
  ];
}

/** JSON for programs: columns as lists. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof Float64Array ? [...each] : each), 2);
