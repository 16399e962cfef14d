import type { ReactNode } from "react";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { resultText } from "../../format/money.ts";
import { useText } from "../../i18n/use-text.ts";

/** How many trades ended with which net: a bar for each step of money. */
export function Distribution({ statistics }: { readonly statistics: CurrencyStatistics }): ReactNode {
  const text = useText();
  const { distribution, currency, digits } = statistics;
  const counts = [...distribution.counts];
  const most = Math.max(0, ...counts);
  if (most === 0) return null;
  const edge = (index: number): string =>
    resultText({ minor: Math.round(distribution.edges[index] ?? 0), currency, digits });
  const fullest = counts.indexOf(most);
  const label = text("stats.distribution.label", {
    count: most,
    from: edge(fullest),
    to: edge(fullest + 1),
    currency,
  });
  return (
    <figure className="stats-figure">
      <figcaption>{text("stats.distribution")}</figcaption>
      <div className="stats-bars" role="img" aria-label={label}>
        {counts.map((count, index) => {
          const middle = ((distribution.edges[index] ?? 0) + (distribution.edges[index + 1] ?? 0)) / 2;
          return (
            <span
              key={index}
              className="stats-bar"
              title={text("stats.distribution.bar", { from: edge(index), to: edge(index + 1), currency, count })}
            >
              <span className="stats-bar-count">{count === 0 ? "" : count}</span>
              <span
                className="stats-bar-fill"
                data-side={middle < 0 ? "drop" : "gain"}
                style={{ height: `${(100 * count) / most}%` }}
              />
            </span>
          );
        })}
      </div>
      <p className="stats-axis" aria-hidden>
        <span>{edge(0)}</span>
        <span>{edge(counts.length)}</span>
      </p>
    </figure>
  );
}
