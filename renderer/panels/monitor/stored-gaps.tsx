import type { ReactNode } from "react";
import type { StoredInstrument } from "#shared/contract/data.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";

const stamp = (ms: number): string => `${dateText(ms)} ${clockText(ms)}`;

/** The gaps on record of an instrument: when, and why. */
export function StoredGaps({ held }: { readonly held: StoredInstrument }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { instrument, gaps: count } = held;
  const { answer, error } = useAsked(`${instrument} ${count}`, () => client.data.gaps({ instrument }));
  if (error !== undefined) return <ErrorNote error={error} />;
  if (answer === undefined) return null;
  if (answer.all === 0) return <p className="dim">{text("stored.gaps.none")}</p>;
  return (
    <>
      <table className="table" aria-label={text("stored.gaps.of", { instrument })}>
        <thead>
          <tr>
            <th scope="col">{text("stored.gaps.from")}</th>
            <th scope="col">{text("stored.gaps.to")}</th>
            <th scope="col">{text("stored.gaps.why")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.gaps.map(({ fromMs, toMs, reason }) => (
            <tr key={`${fromMs} ${toMs} ${reason}`}>
              <td>{stamp(fromMs)}</td>
              <td>{stamp(toMs)}</td>
              <td>{text(`stored.gaps.${reason}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.all > answer.gaps.length && (
        <p className="dim">{text("stored.gaps.more", { count: answer.gaps.length, all: answer.all })}</p>
      )}
    </>
  );
}
