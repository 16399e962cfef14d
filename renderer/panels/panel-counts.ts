import { useAll, useCell } from "../hooks/use-store.ts";
import { useShownOrders, useShownPositions } from "../services/holdings.ts";
import { useServices } from "../services/services.ts";

/** Hooks that count what stands beside a panel's name: what waits for the trader before what there is. */
export const usePositionCount = (): number => useShownPositions()?.positions.length ?? 0;

export const useOrderCount = (): number => useShownOrders()?.orders.length ?? 0;

export const useSessionCount = (): number =>
  useAll(useServices().sessions).filter(({ phase }) => phase !== "draft" && phase !== "stopped").length;

export function useTerminalCount(): number {
  const { pairing, links } = useServices();
  const requests = useCell(pairing)?.requests.length ?? 0;
  const terminals = useAll(links).length;
  return requests > 0 ? requests : terminals;
}
