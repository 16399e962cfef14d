import { type ReactNode, useMemo } from "react";
import { MOST_CORRELATED } from "#shared/market/monitor/correlation.ts";
import { dateText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstruments } from "../../services/shown.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { NONE } from "./figures.ts";

const signed = (value: number): string => `${value < 0 ? "\u2212" : ""}${Math.abs(value).toFixed(2)}`;

/** How alike the account's first instruments moved from day to day, each with each. */
export function CorrelationView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const instruments = useShownInstruments();
  const ids = useMemo(() => instruments.slice(0, MOST_CORRELATED).map(({ id }) => id), [instruments]);
  const { answer, error } = useAsked(ids.join(), () =>
    ids.length < 2 ? Promise.resolve(undefined) : client.monitor.correlation({ instrumentIds: ids }),
  );
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return <p className="panel-empty">{text("monitor.waiting")}</p>;
  const { symbols, rows, returns, fromMs, toMs } = answer;
  return (
    <div className="monitor-scroll">
      <p className="dim monitor-note">
        {fromMs === null || toMs === null
          ? text("monitor.correlation.few")
          : text("monitor.correlation.sample", { count: returns, from: dateText(fromMs), to: dateText(toMs) })}
        {instruments.length > ids.length && ` ${text("monitor.correlation.first", { count: ids.length })}`}
      </p>
      <table className="table monitor-matrix" aria-label={text("monitor.view.correlation")}>
        <thead>
          <tr>
            <th scope="col">{text("monitor.column.symbol")}</th>
            {symbols.map((symbol) => (
              <th key={symbol} scope="col" className="number">
                {symbol}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={symbols[i]}>
              <th scope="row">{symbols[i]}</th>
              {row.map((value, k) => (
                <td
                  key={symbols[k]}
                  className="number"
                  data-way={value === null || i === k ? undefined : value < 0 ? "down" : "up"}
                  data-strong={value !== null && i !== k && Math.abs(value) >= 0.7 ? true : undefined}
                >
                  {value === null ? NONE : signed(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
