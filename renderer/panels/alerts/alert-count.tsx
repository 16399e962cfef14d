import type { ReactNode } from "react";
import { useAll } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import { CountBadge } from "../panel-counts.tsx";

/** Firings that nobody has looked at. */
export function AlertCount(): ReactNode {
  const firings = useAll(useServices().firings);
  return <CountBadge count={firings.filter(({ seen }) => !seen).length} />;
}
