import type { ReactNode } from "react";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { resultText } from "../../format/money.ts";
import { useText } from "../../i18n/use-text.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

/** Net by weekday and hour of the entry, broker time: sign and strength in each cell, the number under the pointer. */
export function HeatMap({ statistics }: { readonly statistics: CurrencyStatistics }): ReactNode {
  const text = useText();
  const { heatmap, currency, digits } = statistics;
  const most = heatmap.netMinor.reduce((largest, net) => Math.max(largest, Math.abs(net)), 0);
  const days = WEEK.filter((day) => day <= 5 || HOURS.some((hour) => (heatmap.trades[(day - 1) * 24 + hour] ?? 0) > 0));
  return (
    <figure className="stats-figure">
      <figcaption id="stats-heat">{text("stats.heatmap")}</figcaption>
      <table className="stats-heat" aria-labelledby="stats-heat">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{text("stats.group.weekday")}</span>
            </th>
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((weekday) => {
            const day = text(`stats.weekday.${weekday}`);
            return (
              <tr key={weekday}>
                <th scope="row">{day}</th>
                {HOURS.map((hour) => {
                  const at = (weekday - 1) * 24 + hour;
                  const [net, trades] = [heatmap.netMinor[at] ?? 0, heatmap.trades[at] ?? 0];
                  const words =
                    trades === 0
                      ? text("stats.heatmap.none", { day, hour })
                      : text("stats.heatmap.cell", {
                          day,
                          hour,
                          net: resultText({ minor: net, currency, digits }),
                          currency,
                          count: trades,
                        });
                  const strength = most === 0 ? 0 : Math.abs(net) / most;
                  return (
                    <td key={hour} title={words} data-side={net < 0 ? "drop" : net > 0 ? "gain" : undefined}>
                      {trades > 0 && <span className="stats-heat-fill" style={{ opacity: 0.12 + 0.6 * strength }} />}
                      <span className="visually-hidden">{words}</span>
                      <span aria-hidden className="stats-heat-sign">
                        {trades === 0 ? "" : net < 0 ? "\u2212" : net > 0 ? "+" : "0"}
                      </span>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
