import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeEvent } from "#shared/contract/events.ts";
import { localClockText, localStampText } from "../../format/clock.ts";
import { eventWords, furtherDetails } from "../../i18n/event-words.ts";
import { useText } from "../../i18n/use-text.ts";

/** One event: when, how grave, its stable name, its words, and its particulars. */
export const EventLine = memo(function EventLine({ event }: { readonly event: BridgeEvent }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const details = furtherDetails(event, language);
  return (
    <li className="event selectable">
      <time className="dim" dateTime={new Date(event.atMs).toISOString()} title={localStampText(event.atMs)}>
        {localClockText(event.atMs)}
      </time>
      <span className="event-severity" data-severity={event.severity}>
        {text(`events.severity.${event.severity}`)}
      </span>
      <span className="event-code" title={event.code}>
        {event.code}
      </span>
      <span>{eventWords(event, language)}</span>
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
    </li>
  );
});
