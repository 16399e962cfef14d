import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionView } from "#shared/contract/sessions.ts";
import { useAll } from "../../hooks/use-store.ts";
import { reasonWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ManualSignal } from "./manual-signal.tsx";
import { SessionActions } from "./session-actions.tsx";
import { SessionEvents } from "./session-events.tsx";
import { SessionStats } from "./session-stats.tsx";
import { SessionTrades } from "./session-trades.tsx";

const VIEWS = ["stats", "trades", "events"] as const;
type View = (typeof VIEWS)[number];

interface SessionDetailProps {
  readonly view: SessionView;
  readonly onClose: () => void;
  readonly onEdit: () => void;
}

/** One session: what it is, what can be done with it, its figures, its trades, what happened. */
export function SessionDetail({ view, onClose, onEdit }: SessionDetailProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const [shown, setShown] = useState<View>("stats");
  const account = useAll(useServices().accounts).find(({ id }) => id === view.config.account);
  const why = reasonWords(view, text, language);
  const { name } = view.config;
  return (
    <aside className="session" aria-label={name}>
      <header className="session-head">
        <h3>{name}</h3>
        <span className="session-phase" data-phase={view.phase}>
          {text(`phase.${view.phase}`)}
        </span>
        {why !== "" && <span className="dim">{why}</span>}
        <span className="risk-gap" />
        <IconButton label={text("sessions.close")} onClick={onClose}>
          <Icon of={X} />
        </IconButton>
      </header>
      {view.phase === "paused" && view.reason === "restart" && (
        <p className="session-asks" role="alert">
          {text("sessions.asks", { name })}
        </p>
      )}
      <div className="session-body">
        <div className="session-acts">
          <SessionActions view={view} account={account} onEdit={onEdit} />
          {view.phase === "running" && <ManualSignal view={view} account={account} />}
        </div>
        <div className="session-shown">
          <Segmented
            label={text("sessions.view")}
            value={shown}
            options={VIEWS.map((value) => ({ value, text: text(`sessions.view.${value}`) }))}
            onChoose={setShown}
          />
          {shown === "stats" && <SessionStats view={view} />}
          {shown === "trades" && <SessionTrades view={view} />}
          {shown === "events" && <SessionEvents view={view} />}
        </div>
      </div>
    </aside>
  );
}
