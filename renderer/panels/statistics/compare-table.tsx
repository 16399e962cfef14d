import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { METRICS, type MetricId } from "#shared/trading/statistics/catalogue.ts";
import { useText } from "../../i18n/use-text.ts";
import { SECTION_METRICS, SECTIONS } from "./metric-sections.ts";
import { isThin, metricText, metricTone } from "./metric-text.ts";
import { metricWords } from "./metric-words.ts";

interface CompareTableProps {
  readonly titles: readonly [string, string];
  readonly sides: readonly [CurrencyStatistics, CurrencyStatistics];
}

/** Every figure of two, side by side, each with its own currency and a word when its sample is too small. */
export function CompareTable({ titles, sides }: CompareTableProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  return (
    <table className="table compare-table" aria-label={text("compare.table")}>
      <thead>
        <tr>
          <th scope="col">{text("compare.figure")}</th>
          {titles.map((title, index) => (
            <th key={index} scope="col" className="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {SECTIONS.map((section) => (
        <tbody key={section}>
          <tr className="compare-section">
            <th scope="rowgroup" colSpan={3}>
              {text(`stats.section.${section}`)}
            </th>
          </tr>
          {SECTION_METRICS[section].map((id) => (
            <tr key={id}>
              <th scope="row" title={metricWords(id, language).formula}>
                {metricWords(id, language).name}
              </th>
              {sides.map((side, index) => (
                <Cell key={index} id={id} side={side} />
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Cell({ id, side }: { readonly id: MetricId; readonly side: CurrencyStatistics }): ReactNode {
  const text = useText();
  const metric = side.metrics.find((one) => one.id === id);
  if (metric === undefined) return <td className="number">–</td>;
  const { sample, needs, why, value } = metric;
  const { of, unit } = METRICS[id];
  return (
    <td className="number">
      <span className={metricTone(metric)}>{metricText(metric, side, text)}</span>
      {unit === "money" && value !== null && <span className="journal-currency"> {side.currency}</span>}
      {why !== null && <span className="stats-sample">{text(`stats.why.${why}`)}</span>}
      {isThin(metric) && !metric.printed && (
        <span className="stats-sample" data-thin>
          {text(`stats.thin.${of}`, { sample, needs })}
        </span>
      )}
    </td>
  );
}
