import { CloudOff, Unplug } from "lucide-react";
import { type ReactNode, useState } from "react";
import "./notices.css";
import { useOnline } from "../../hooks/use-online.ts";
import { useBridgeSilence } from "../../hooks/use-stale.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Icon } from "../../ui/icon.tsx";

/** What this computer cannot reach, in words, as long as it cannot: its network, and the cloud. Trading goes on. */
export function WayNotices(): ReactNode {
  const text = useText();
  const online = useOnline();
  const unsent = useCloudAway();
  return (
    <>
      {!online && (
        <div className="notice" role="status">
          <Icon of={Unplug} />
          <p>{text("notice.offline")}</p>
        </div>
      )}
      {unsent !== undefined && (
        <div className="notice" role="status">
          <Icon of={CloudOff} />
          <p>{text("notice.cloud", { unsent })}</p>
        </div>
      )}
    </>
  );
}

/**
 * What waits for a cloud that is out of reach; undefined while all is well, and before this window has seen it work: one
 * that starts with Fairlead comes later than the window.
 */
function useCloudAway(): number | undefined {
  const view = useCell(useServices().cloud);
  const silentMs = useBridgeSilence();
  const { phase, error, unsent = 0 } = view?.sync ?? {};
  const [met, setMet] = useState(false);
  if (!met && phase === "connected") setMet(true);
  const away = met && view?.signIn === "in" && phase !== "connected" && error !== null;
  // Of a bridge that is not heard nobody knows how its cloud is.
  return away && silentMs === undefined ? unsent : undefined;
}
