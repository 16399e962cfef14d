import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { SessionView } from "#shared/contract/sessions.ts";
import { localClockText } from "../../format/clock.ts";
import { happenedWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";

/** What happened in a session, newest first. */
export function SessionEvents({ view }: { readonly view: SessionView }): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { sessionEvents } = useServices();
  const all = useSyncExternalStore(sessionEvents.subscribe, sessionEvents.all);
  const own = all.filter(({ sessionId }) => sessionId === view.sessionId).toReversed();
  if (own.length === 0) return <p className="dim">{text("sessions.noEvents")}</p>;
  return (
    <ul className="session-events selectable">
      {own.map((event) => (
        <li key={event.seq}>
          <time className="dim">{localClockText(event.atMs)}</time> {happenedWords(event, view, text, language)}
        </li>
      ))}
    </ul>
  );
}
