import type { TabNode } from "flexlayout-react";
import { useCallback, useSyncExternalStore } from "react";
import { useServices } from "../services/services.ts";
import type { PanelId } from "../stores/panel-ids.ts";

/** Whether the trader sees this panel now. */
export function useIsShown(panel: PanelId): boolean {
  const { desk } = useServices();
  return useSyncExternalStore(
    desk.subscribe,
    useCallback(() => desk.isShown(panel), [desk, panel]),
  );
}

/** Whether this tab is the one at the front of its stack. */
export function useIsAtFront(tab: TabNode): boolean {
  const { desk } = useServices();
  return useSyncExternalStore(
    desk.subscribe,
    useCallback(() => desk.isAtFront(tab), [desk, tab]),
  );
}
