import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useIsShown } from "../../hooks/use-desk.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import "../kill-switch/safety-bar.css";

/** Sessions that a restart has paused ask for a decision, also while their panel is not in sight. */
export function SessionNotice(): ReactNode {
  const text = useText();
  const sessions = useAll(useServices().sessions);
  const showDock = useWorkspace((workspace) => workspace.showDock);
  const shown = useIsShown("sessions");
  const count = sessions.filter(({ phase, reason }) => phase === "paused" && reason === "restart").length;
  if (count === 0 || shown) return null;
  return (
    <div className="safety safety-row" data-severity="warn" role="status">
      <span className="safety-mark">
        <Icon of={TriangleAlert} />
      </span>
      <p className="safety-words">{text("sessions.asks.notice", { count })}</p>
      <Button look="primary" onClick={() => showDock("sessions")}>
        {text("sessions.asks.show")}
      </Button>
    </div>
  );
}
