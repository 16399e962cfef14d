import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import { METRIC_WORDS_EN, type MetricWords } from "#shared/trading/statistics/words-en.ts";
import { METRIC_WORDS_ID } from "#shared/trading/statistics/words-id.ts";

/** A figure's name and formula in the language of the window; the PDF report uses the same words. */
export const metricWords = (id: MetricId, language: string): MetricWords =>
  (language === "id" ? METRIC_WORDS_ID : METRIC_WORDS_EN)[id];
