import type { MetricView } from "#shared/contract/journal-statistics.ts";
import { METRICS } from "#shared/trading/statistics/catalogue.ts";

/** 12345 minor units of 2 digits: 123.45. */
export const moneyOf = (minor: number, digits: number): string => (minor / 10 ** digits).toFixed(digits);

/** 2d 03:04. */
const spanText = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  const days = Math.floor(minutes / 1_440);
  const clock = `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return days > 0 ? `${days}d ${clock}` : clock;
};

/** A figure as reports and the command line print it; "-" when it cannot be said. */
export function figureText({ id, value }: Pick<MetricView, "id" | "value">, currency: string, digits: number): string {
  if (value === null) return "-";
  switch (METRICS[id].unit) {
    case "money":
      return `${moneyOf(value, digits)} ${currency}`.trim();
    case "percent":
      return `${value.toFixed(2)} %`;
    case "ms":
      return spanText(value);
    case "r":
      return `${value.toFixed(2)} R`;
    case "count":
      return Number.isInteger(value) ? String(value) : value.toFixed(1);
    case "ratio":
      return value.toFixed(2);
  }
}
