import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";

const canAsk = (): boolean => "Notification" in window && Notification.permission === "default";

/** Asks the browser for notifications; browsers only let a click do that. Gone once it was decided. */
export function PermissionButton(): ReactNode {
  const text = useText();
  const [asks, setAsks] = useState(canAsk);
  if (!asks) return null;
  return (
    <Button look="quiet" onClick={() => void Notification.requestPermission().then(() => setAsks(canAsk()))}>
      {text("alerts.allow")}
    </Button>
  );
}
