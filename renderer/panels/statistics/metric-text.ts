import type { MetricView } from "#shared/contract/journal-statistics.ts";
import { METRICS, type MetricId } from "#shared/trading/statistics/catalogue.ts";
import { amountText, resultText } from "../../format/money.ts";
import { durationText } from "../../i18n/age-text.ts";
import type { Text } from "../../i18n/i18n.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";

const MINUS = "\u2212";

/** Figures that are results: drawn with their sign. */
const SIGNED: ReadonlySet<MetricId> = new Set([
  "net",
  "grossProfit",
  "grossLoss",
  "payoff",
  "largestWin",
  "largestLoss",
  "averageWin",
  "averageLoss",
  "expectancyR",
  "maxWinsMoney",
  "maxLossesMoney",
  "bestRun",
  "worstRun",
]);

/** `1.25`, `−0.50`; never `−0.00`. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** A figure as it is shown; a dash where it cannot be said. Money without its currency. */
export function metricText({ id, value }: Pick<MetricView, "id" | "value">, money: MoneyTerms, text: Text): string {
  if (value === null) return "–";
  switch (METRICS[id].unit) {
    case "money": {
      const amount = { minor: Math.round(value), ...money };
      return SIGNED.has(id) ? resultText(amount) : amountText(amount);
    }
    case "percent":
      return `${fixed(value, 2)} %`;
    case "ratio":
      return fixed(value, 2);
    case "r":
      return `${value > 0 && fixed(value, 2) !== "0.00" ? "+" : ""}${fixed(value, 2)} R`;
    case "ms":
      return durationText(text, value);
    case "count":
      return Number.isInteger(value) ? String(value) : fixed(value, 1);
  }
}

/** Whether what it rests on is too little for it to mean much. */
export const isThin = ({ value, sample, needs }: Pick<MetricView, "value" | "sample" | "needs">): boolean =>
  value !== null && sample < needs;

/** "gain" or "drop" of a result; "" of what is no result. */
export function metricTone({ id, value }: Pick<MetricView, "id" | "value">): "gain" | "drop" | "" {
  if (value === null || !SIGNED.has(id)) return "";
  return value > 0 ? "gain" : value < 0 ? "drop" : "";
}
