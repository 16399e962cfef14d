import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeEvent } from "#shared/contract/events.ts";
import { localClockText, localStampText } from "../../format/clock.ts";
import { eventWords, furtherDetails } from "../../i18n/event-words.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Measured } from "../../ui/data-table/virtual-rows.tsx";

interface EventLineProps {
  readonly event: BridgeEvent;
  readonly place: number;
  readonly measured: Measured;
}

/** One event: when, how grave, its stable name, its words, and its particulars. */
export function EventLine({ event, place, measured }: EventLineProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const details = furtherDetails(event, language);
  return (
    <tr className="event selectable" aria-rowindex={place} {...measured}>
      <td>
        <time className="dim" dateTime={new Date(event.atMs).toISOString()} title={localStampText(event.atMs)}>
          {localClockText(event.atMs)}
        </time>
      </td>
      <td className="event-severity" data-severity={event.severity}>
        {text(`events.severity.${event.severity}`)}
      </td>
      <td className="event-code" title={event.code}>
        {event.code}
      </td>
      <td className="event-words">
        {eventWords(event, language)}
        {details.length > 0 && (
          <dl className="event-details">
            {details.map(([name, value]) => (
              <div key={name}>
                <dt>{name}: </dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </td>
    </tr>
  );
}
