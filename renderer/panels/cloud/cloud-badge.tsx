import { Cloud, CloudAlert, CloudOff } from "lucide-react";
import type { ReactNode } from "react";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** The cloud in the top bar: who is signed in and what waits; opens the panel. Nothing where there is no cloud. */
export function CloudBadge({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const text = useText();
  const view = useCell(useServices().cloud);
  if (view === undefined || view.mode === "off") return null;
  const { signIn, email, sync } = view;
  const ended = signIn === "ended";
  const away = signIn === "in" && sync.phase !== "connected" && sync.error !== null;
  const label =
    signIn === "in"
      ? text(away ? "cloud.badge.away" : "cloud.badge.in", { email: email ?? "", unsent: sync.unsent })
      : text(ended ? "cloud.badge.ended" : "cloud.badge.out");
  return (
    <IconButton label={label} onClick={onOpen}>
      <Icon of={ended || away ? CloudAlert : signIn === "in" ? Cloud : CloudOff} />
    </IconButton>
  );
}
