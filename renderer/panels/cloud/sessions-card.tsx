import type { ReactNode } from "react";
import type { CloudSessionView, CloudView } from "#shared/contract/cloud.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useNow } from "../../hooks/use-now.ts";
import { ageText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { CloudNote } from "./cloud-note.tsx";

/** Trading sessions as the cloud has them now, whichever of the user's computers runs them. */
export function SessionsCard({ view }: { readonly view: CloudView }): ReactNode {
  const text = useText();
  const { client } = useServices();
  const now = performance.timeOrigin + useNow(1_000);
  const asked = useAsked(`cloud sessions ${view.changes}`, () => client.cloud.sessions({}));
  const lineOf = ({ account, mode, trades, won, lost, toldMs }: CloudSessionView): string =>
    text("cloud.sessions.line", {
      account,
      mode: text(`cloud.sessions.${mode}`),
      trades,
      won,
      lost,
      age: ageText(text, Math.max(0, now - toldMs)),
    });
  return (
    <section className="cloud-card" aria-label={text("cloud.sessions")}>
      <h3>{text("cloud.sessions")}</h3>
      <p className="dim">{text("cloud.sessions.help")}</p>
      <CloudNote error={asked.error} />
      {asked.answer?.length === 0 && <p className="dim">{text("cloud.sessions.none")}</p>}
      <ul className="cloud-list">
        {asked.answer?.map((session) => (
          <li key={session.sessionId} className="cloud-device">
            <span className="selectable">
              <span className="cloud-strong">{session.name}</span> {text(`phase.${session.state}`)}
              <br />
              <span className="dim">{lineOf(session)}</span>
            </span>
            <span className="cloud-figure selectable">
              {session.net} {session.currency}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
