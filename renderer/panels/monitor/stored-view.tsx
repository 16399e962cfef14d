import { Fragment, type ReactNode, useCallback, useState } from "react";
import type { Backfill } from "#shared/contract/data.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import { dateText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { NONE } from "./figures.ts";
import { StoredDetail } from "./stored-detail.tsx";
import { StoredPast } from "./stored-past.tsx";
import { useLatest } from "./use-latest.ts";

const EVERY_MS = 10_000;
const BYTES_A_MEGABYTE = 1e6;
const keyOf = ({ instrumentId }: Backfill): string => instrumentId;

/** What is stored of each instrument, and its past as it is fetched. */
export function StoredView(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const [chosen, setChosen] = useState<string>();
  const turn = Math.floor(useNow(EVERY_MS) / EVERY_MS);
  const open = useCallback(
    (observer: LatestObserver<Backfill>) => client.data.backfills.subscribe({}, observer),
    [client],
  );
  const backfills = useLatest(keyOf, open);
  const finished = backfills.filter(({ state }) => state === "done" || state === "older").length;
  const { answer, error } = useAsked(`${turn} ${finished}`, () => client.data.stored({}));
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return <p className="panel-empty">{text("monitor.waiting")}</p>;
  if (answer.instruments.length === 0) return <p className="panel-empty">{text("stored.none")}</p>;
  const heads = ["ticks", "size", "from", "to", "gaps"] as const;
  return (
    <div className="monitor-scroll">
      <table className="table" aria-label={text("monitor.view.stored")}>
        <thead>
          <tr>
            <th scope="col">{text("stored.instrument")}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {text(`stored.${head}`)}
              </th>
            ))}
            <th scope="col">{text("stored.past")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.instruments.map((held) => {
            const { instrument, ticks, bytes, firstMs, lastMs, gaps } = held;
            return (
              <Fragment key={instrument}>
                <tr data-chosen={chosen === instrument || undefined}>
                  <td>
                    <button
                      type="button"
                      className="monitor-symbol"
                      aria-expanded={chosen === instrument}
                      aria-label={instrument}
                      title={text("stored.look", { instrument })}
                      onClick={() => setChosen(chosen === instrument ? undefined : instrument)}
                    >
                      <span className="stored-account">{instrument.slice(0, instrument.indexOf("/") + 1)}</span>
                      {instrument.slice(instrument.indexOf("/") + 1)}
                    </button>
                  </td>
                  <td className="number">{ticks}</td>
                  <td className="number">{(bytes / BYTES_A_MEGABYTE).toFixed(1)}</td>
                  <td className="number">{ticks === 0 ? NONE : dateText(firstMs)}</td>
                  <td className="number">{ticks === 0 ? NONE : dateText(lastMs)}</td>
                  <td className="number">{gaps}</td>
                  <td>
                    <StoredPast
                      instrument={instrument}
                      backfill={backfills.find(({ instrumentId }) => instrumentId === instrument)}
                    />
                  </td>
                </tr>
                {chosen === instrument && ticks > 0 && (
                  <tr>
                    <td colSpan={heads.length + 2}>
                      <StoredDetail held={held} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
