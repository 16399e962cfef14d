import { Fragment, type ReactNode, useCallback } from "react";
import type { Source } from "#shared/contract/monitor.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import { ageText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { NONE } from "./figures.ts";
import { useLatest } from "./use-latest.ts";

const nameOf = ({ name }: Source): string => name;

/** The same instrument at several brokers: where it is bought and sold best, and how far the feeds are apart. */
export function SourcesView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const open = useCallback(
    (observer: LatestObserver<Source>) => client.monitor.sources.subscribe({}, observer),
    [client],
  );
  const sources = useLatest(nameOf, open).toSorted((a, b) => a.name.localeCompare(b.name));
  if (sources.length === 0) return <p className="panel-empty">{text("monitor.sources.none")}</p>;
  return (
    <div className="monitor-scroll">
      <table className="table" aria-label={text("monitor.view.sources")}>
        <thead>
          <tr>
            <th scope="col">{text("monitor.sources.instrument")}</th>
            <th scope="col" className="number">
              {text("monitor.sources.bid")}
            </th>
            <th scope="col" className="number">
              {text("monitor.sources.ask")}
            </th>
            <th scope="col" className="number">
              {text("monitor.sources.divergence")}
            </th>
            <th scope="col">{text("monitor.sources.age")}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ name, best, divergence, digits, feeds }) => (
            <Fragment key={name}>
              <tr className="monitor-best">
                <td>
                  {name} <span className="dim">{text("monitor.sources.best")}</span>
                </td>
                <td className="number">{best === null ? NONE : best.bid.toFixed(digits)}</td>
                <td className="number">{best === null ? NONE : best.ask.toFixed(digits)}</td>
                <td className="number">{divergence === null ? NONE : divergence.toFixed(digits)}</td>
                <td>{best !== null && best.bid > best.ask ? text("monitor.sources.crossed") : ""}</td>
              </tr>
              {feeds.map(({ instrumentId, bid, ask, ageMs, fresh }) => (
                <tr key={instrumentId} data-stale={!fresh || undefined}>
                  <td className="monitor-feed-name">{instrumentId}</td>
                  <td className="number" data-best={best?.bidAt === instrumentId || undefined}>
                    {bid.toFixed(digits)}
                  </td>
                  <td className="number" data-best={best?.askAt === instrumentId || undefined}>
                    {ask.toFixed(digits)}
                  </td>
                  <td className="number dim">{NONE}</td>
                  <td>{ageText(text, ageMs)}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
