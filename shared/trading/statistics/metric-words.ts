import type { MetricId } from "./catalogue.ts";
import { METRIC_WORDS_EN, type MetricWords } from "./words-en.ts";
import { METRIC_WORDS_ID } from "./words-id.ts";

/** Names and formulas of the figures in one of our languages. */
export const metricWords = (locale: "en" | "id"): Readonly<Record<MetricId, MetricWords>> =>
  locale === "id" ? METRIC_WORDS_ID : METRIC_WORDS_EN;
