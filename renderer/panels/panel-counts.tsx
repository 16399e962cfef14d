import type { ReactNode } from "react";
import { useAll, useCell } from "../hooks/use-store.ts";
import { useShownOrders, useShownPositions } from "../services/holdings.ts";
import { useServices } from "../services/services.ts";

/** The number beside a panel's name; 0 shows none. */
export const CountBadge = ({ count }: { readonly count: number }): ReactNode =>
  // Drawn by the stylesheet: the tab is called by its name alone, and what is read must be part of what it is called.
  count > 0 && <span className="dock-count" data-count={count} />;

export const PositionCount = (): ReactNode => <CountBadge count={useShownPositions()?.positions.length ?? 0} />;

export const OrderCount = (): ReactNode => <CountBadge count={useShownOrders()?.orders.length ?? 0} />;

/** Sessions at work. */
export function SessionCount(): ReactNode {
  const sessions = useAll(useServices().sessions);
  return <CountBadge count={sessions.filter(({ phase }) => phase !== "draft" && phase !== "stopped").length} />;
}

/** Terminals that wait for the trader, else those there are. */
export function TerminalCount(): ReactNode {
  const { pairing, links } = useServices();
  const requests = useCell(pairing)?.requests.length ?? 0;
  const terminals = useAll(links).length;
  return <CountBadge count={requests > 0 ? requests : terminals} />;
}
