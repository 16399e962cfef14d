import {
  BookOpen,
  Cable,
  ChartCandlestick,
  History,
  ListChecks,
  type LucideIcon,
  NotebookPen,
  ScrollText,
  ShieldAlert,
} from "lucide-react";
import type { ComponentType } from "react";
import type { TextKey } from "../i18n/i18n.ts";
import type { DockTab } from "../stores/panel-ids.ts";
import { EventsPanel } from "./events/events-panel.tsx";
import { HistoryPanel } from "./history/history-panel.tsx";
import { JournalPanel } from "./journal/journal-panel.tsx";
import { OrdersPanel } from "./orders/orders-panel.tsx";
import { useOrderCount, usePositionCount, useSessionCount, useTerminalCount } from "./panel-counts.ts";
import { PositionsPanel } from "./positions/positions-panel.tsx";
import { RiskPanel } from "./risk/risk-panel.tsx";
import { SessionsPanel } from "./sessions/sessions-panel.tsx";
import { TerminalsPanel } from "./terminals/terminals-panel.tsx";

/** What the workspace, its tabs and the command palette know about a panel. */
export interface Panel {
  /** Its name: the tab's words, the tabpanel's name. */
  readonly title: TextKey;
  readonly icon: LucideIcon;
  /** Takes no properties and fills what it is given; unmounted while its tab is not shown. */
  readonly component: ComponentType;
  /** A hook: the number beside the name; 0 shows none. */
  readonly useCount?: () => number;
}

/**
 * Every panel of the lower panel, by its id. A new one takes an id in `stores/panel-ids.ts` (which decides its place
 * among the tabs) and a row here: the compiler asks for it.
 */
export const PANELS: Readonly<Record<DockTab, Panel>> = {
  positions: {
    title: "dock.positions",
    icon: ChartCandlestick,
    component: PositionsPanel,
    useCount: usePositionCount,
  },
  orders: { title: "dock.orders", icon: ListChecks, component: OrdersPanel, useCount: useOrderCount },
  history: { title: "dock.history", icon: History, component: HistoryPanel },
  journal: { title: "dock.journal", icon: NotebookPen, component: JournalPanel },
  sessions: { title: "dock.sessions", icon: BookOpen, component: SessionsPanel, useCount: useSessionCount },
  risk: { title: "dock.risk", icon: ShieldAlert, component: RiskPanel },
  terminals: { title: "dock.terminals", icon: Cable, component: TerminalsPanel, useCount: useTerminalCount },
  events: { title: "dock.events", icon: ScrollText, component: EventsPanel },
};
