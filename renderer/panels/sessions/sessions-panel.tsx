import { type ReactNode, useState } from "react";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import "../../ui/table.css";
import "./sessions.css";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { SessionDetail } from "./session-detail.tsx";
import { SessionDialog } from "./session-dialog.tsx";
import { SessionTable } from "./session-table.tsx";

/** Every session with its live statistics; beside the list the one chosen. */
export function SessionsPanel(): ReactNode {
  const text = useText();
  const services = useServices();
  const sessions = useAll(services.sessions);
  const accounts = useAll(services.accounts);
  const cutOff = useCell(services.status).phase !== "open";
  /** Undefined: the first one; null: the details were closed. */
  const [chosen, setChosen] = useState<SessionId | null>();
  /** "new", or the session that is being changed. */
  const [editing, setEditing] = useState<"new" | SessionId>();
  const shown: SessionView | undefined =
    chosen === null ? undefined : (sessions.find(({ sessionId }) => sessionId === chosen) ?? sessions[0]);

  return (
    <div className="sessions" data-stale={cutOff || undefined}>
      <section className="sessions-list" aria-label={text("sessions.list")}>
        <div className="sessions-head">
          <Button look="primary" disabled={accounts.length === 0} onClick={() => setEditing("new")}>
            {text("sessions.new")}
          </Button>
        </div>
        {sessions.length === 0 ? (
          <p className="panel-empty">{text(accounts.length === 0 ? "sessions.noAccount" : "sessions.empty")}</p>
        ) : (
          <SessionTable sessions={sessions} chosen={shown?.sessionId} onChoose={setChosen} />
        )}
      </section>
      {shown !== undefined && (
        <SessionDetail
          key={shown.sessionId}
          view={shown}
          onClose={() => setChosen(null)}
          onEdit={() => setEditing(shown.sessionId)}
        />
      )}
      {editing !== undefined && (
        <SessionDialog
          key={editing}
          view={sessions.find(({ sessionId }) => sessionId === editing)}
          onClose={() => setEditing(undefined)}
          onSaved={(session) => {
            setEditing(undefined);
            // Its buttons are what is wanted next, not those of the session that was looked at before.
            setChosen(session);
          }}
        />
      )}
    </div>
  );
}
