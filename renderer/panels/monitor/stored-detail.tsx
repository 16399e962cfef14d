import type { ReactNode } from "react";
import type { BarDifferences, StoredInstrument } from "#shared/contract/data.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { TICK_LINE_WIDTH, TickLine } from "../../ui/tick-line.tsx";
import { StoredGaps } from "./stored-gaps.tsx";

const DAY_MS = 86_400_000;
const MINUTES_OF_DAYS = 7;

/** The ticks of an instrument's last stored day as a line, where our minutes and the broker's differ, and its gaps. */
export function StoredDetail({ held }: { readonly held: StoredInstrument }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { instrument, firstMs, lastMs, digits } = held;
  const dayMs = Math.floor(lastMs / DAY_MS) * DAY_MS;
  // Of a day that has just begun to be stored the line is what there is, not a stroke in an empty day.
  const [fromMs, toMs] = [Math.max(dayMs, firstMs), lastMs + 1];
  const key = `${instrument} ${dayMs}`;
  const line = useAsked(key, () => client.data.line({ instrument, fromMs, toMs, buckets: TICK_LINE_WIDTH }));
  const minutes = useAsked(key, () =>
    client.data.differences({ instrument, fromMs: lastMs - MINUTES_OF_DAYS * DAY_MS, toMs: dayMs + DAY_MS }),
  );
  const error = line.error ?? minutes.error;
  if (error !== undefined) return <ErrorNote error={error} />;
  if (line.answer === undefined || minutes.answer === undefined) {
    return <p className="panel-empty">{text("monitor.waiting")}</p>;
  }
  return (
    <section aria-label={text("stored.look", { instrument })}>
      {line.answer.count > 0 && (
        <TickLine
          title={text("stored.line.day", { instrument, date: dateText(dayMs) })}
          line={line.answer}
          fromMs={line.answer.timeMs[0] ?? fromMs}
          toMs={Math.max(line.answer.timeMs.at(-1) ?? toMs, (line.answer.timeMs[0] ?? fromMs) + 1)}
          digits={digits}
        />
      )}
      <Minutes instrument={instrument} found={minutes.answer} digits={digits} />
      <StoredGaps held={held} />
    </section>
  );
}

interface MinutesProps {
  readonly instrument: string;
  readonly found: BarDifferences;
  readonly digits: number;
}

function Minutes({ instrument, found, digits }: MinutesProps): ReactNode {
  const text = useText();
  const { own, broker, both, differing, minutes } = found;
  const prices = ({ open, high, low, close, tickVolume }: BarDifferences["minutes"][number]["own"]): string =>
    `${[open, high, low, close].map((price) => price.toFixed(digits)).join(" ")}, ${tickVolume}`;
  return (
    <>
      <p className="dim">{text("stored.minutes.counts", { own, broker, both, differing })}</p>
      {minutes.length > 0 && (
        <table className="table" aria-label={text("stored.minutes", { instrument })}>
          <thead>
            <tr>
              {(["time", "own", "broker", "stands"] as const).map((head) => (
                <th key={head} scope="col">
                  {text(`stored.minutes.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {minutes.map((minute) => (
              <tr key={minute.timeMs}>
                <td>
                  {dateText(minute.timeMs)} {clockText(minute.timeMs)}
                </td>
                <td>{prices(minute.own)}</td>
                <td>{prices(minute.broker)}</td>
                <td>{text(`stored.minutes.stands.${minute.stands}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
