import type { ReactNode } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "./pairing-notice.css";
import { useIsShown } from "../../hooks/use-desk.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Button } from "../../ui/button.tsx";

/** Says that a terminal asks to be paired while the panel with its card is not in sight. */
export function PairingNotice(): ReactNode {
  const text = useText();
  const { pairing } = useServices();
  const request = useCell(pairing)?.requests[0];
  const showDock = useWorkspace((workspace) => workspace.showDock);
  const shown = useIsShown("terminals");
  if (request === undefined || shown) return null;
  return (
    <div className="pairing-notice" role="alert">
      <span>{text("pairing.notice", { account: `${request.login}@${request.server}` })}</span>
      <Button look="primary" onClick={() => showDock("terminals")}>
        {text("pairing.notice.show")}
      </Button>
    </div>
  );
}
