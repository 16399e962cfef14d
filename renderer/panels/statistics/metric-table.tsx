import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MetricView } from "#shared/contract/journal-statistics.ts";
import { METRICS } from "#shared/trading/statistics/catalogue.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";
import { SECTION_METRICS, SECTIONS } from "./metric-sections.ts";
import { isThin, metricText, metricTone } from "./metric-text.ts";
import { metricWords } from "./metric-words.ts";

interface MetricTableProps {
  readonly metrics: readonly MetricView[];
  readonly money: MoneyTerms;
}

/** Every figure with its formula, what it rests on, and a word when that is too little. */
export function MetricTable({ metrics, money }: MetricTableProps): ReactNode {
  const text = useText();
  const byId = new Map(metrics.map((metric) => [metric.id, metric]));
  return (
    <div className="stats-metrics">
      {SECTIONS.map((section) => (
        <section key={section} aria-label={text(`stats.section.${section}`)}>
          <h4>{text(`stats.section.${section}`)}</h4>
          <dl>
            {SECTION_METRICS[section].map((id) => {
              const metric = byId.get(id);
              return metric === undefined ? null : <Metric key={id} metric={metric} money={money} />;
            })}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Metric({ metric, money }: { readonly metric: MetricView; readonly money: MoneyTerms }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { id, value, why, sample, needs, printed } = metric;
  const { name, formula, differs } = metricWords(id, language);
  const { source, of, unit } = METRICS[id];
  const rests = printed ? text("stats.printed") : text(`stats.sample.${of}`, { count: sample });
  return (
    <div
      className="stats-metric"
      data-metric={id}
      title={[text(`stats.source.${source}`), differs].filter(Boolean).join(". ")}
    >
      <dt>
        <span className="stats-name">{name}</span>
        <span className="stats-formula selectable">{formula}</span>
        {differs !== undefined && <span className="stats-formula">{differs}</span>}
      </dt>
      <dd>
        <span className={`stats-value selectable ${metricTone(metric)}`}>
          {metricText(metric, money, text)}
          {unit === "money" && value !== null && <span className="journal-currency"> {money.currency}</span>}
        </span>
        {why !== null && <span className="stats-sample">{text(`stats.why.${why}`)}</span>}
        {why === null &&
          (isThin(metric) && !printed ? (
            <span className="stats-sample" data-thin>
              {text(`stats.thin.${of}`, { sample, needs })}
            </span>
          ) : (
            <span className="stats-sample">{rests}</span>
          ))}
      </dd>
    </div>
  );
}
