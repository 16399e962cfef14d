import {
  Activity,
  BellRing,
  BookOpen,
  Cable,
  CalendarClock,
  ChartCandlestick,
  Cloud,
  GraduationCap,
  History,
  Layers,
  ListChecks,
  ListFilter,
  type LucideIcon,
  NotebookPen,
  Rows3,
  ScrollText,
  ShieldAlert,
  Ticket,
  Users,
} from "lucide-react";
import type { ComponentType } from "react";
import type { TextKey } from "../i18n/i18n.ts";
import type { PanelId } from "../stores/panel-ids.ts";
import { AlertCount } from "./alerts/alert-count.tsx";
import { ChartPanel } from "./chart/chart-panel.tsx";
import { EventsPanel } from "./events/events-panel.tsx";
import { HistoryPanel } from "./history/history-panel.tsx";
import { later } from "./later.tsx";
import { MarketWatch } from "./market-watch/market-watch.tsx";
import { OrdersPanel } from "./orders/orders-panel.tsx";
import { OrderCount, PositionCount, SessionCount, TerminalCount } from "./panel-counts.tsx";
import { PositionsPanel } from "./positions/positions-panel.tsx";
import { RiskPanel } from "./risk/risk-panel.tsx";
import { TerminalsPanel } from "./terminals/terminals-panel.tsx";
import { TicketPanel } from "./ticket/ticket-panel.tsx";

/** What the workspace, its tabs and the command palette know about a panel. */
export interface Panel {
  /** Its name: the tab's words, the tabpanel's name. */
  readonly title: TextKey;
  readonly icon: LucideIcon;
  /** Takes no properties and fills what it is given; unmounted while its tab is not shown. */
  readonly component: ComponentType;
  /** Draws the number beside the name: a `CountBadge`. */
  readonly count?: ComponentType;
}

/**
 * Every panel that can be docked, by its id. A new one takes an id in `stores/panel-ids.ts` (which decides its place
 * among the tabs) and a row here: the compiler asks for it.
 */
export const PANELS: Readonly<Record<PanelId, Panel>> = {
  watch: { title: "watch.title", icon: ListFilter, component: MarketWatch },
  chart: { title: "dock.chart", icon: ChartCandlestick, component: ChartPanel },
  ticket: { title: "ticket.title", icon: Ticket, component: TicketPanel },
  accounts: {
    title: "dock.accounts",
    icon: Users,
    component: later(() => import("./accounts/accounts-panel.tsx").then((loaded) => loaded.AccountsPanel)),
  },
  positions: { title: "dock.positions", icon: Layers, component: PositionsPanel, count: PositionCount },
  orders: { title: "dock.orders", icon: ListChecks, component: OrdersPanel, count: OrderCount },
  history: { title: "dock.history", icon: History, component: HistoryPanel },
  journal: {
    title: "dock.journal",
    icon: NotebookPen,
    component: later(() => import("./journal/journal-panel.tsx").then((loaded) => loaded.JournalPanel)),
  },
  sessions: {
    title: "dock.sessions",
    icon: BookOpen,
    component: later(() => import("./sessions/sessions-panel.tsx").then((loaded) => loaded.SessionsPanel)),
    count: SessionCount,
  },
  alerts: {
    title: "dock.alerts",
    icon: BellRing,
    component: later(() => import("./alerts/alerts-panel.tsx").then((loaded) => loaded.AlertsPanel)),
    count: AlertCount,
  },
  risk: { title: "dock.risk", icon: ShieldAlert, component: RiskPanel },
  monitor: {
    title: "dock.monitor",
    icon: Activity,
    component: later(() => import("./monitor/monitor-panel.tsx").then((loaded) => loaded.MonitorPanel)),
  },
  depth: {
    title: "dock.depth",
    icon: Rows3,
    component: later(() => import("./depth/depth-panel.tsx").then((loaded) => loaded.DepthPanel)),
  },
  calendar: {
    title: "dock.calendar",
    icon: CalendarClock,
    component: later(() => import("./calendar/calendar-panel.tsx").then((loaded) => loaded.CalendarPanel)),
  },
  terminals: { title: "dock.terminals", icon: Cable, component: TerminalsPanel, count: TerminalCount },
  events: { title: "dock.events", icon: ScrollText, component: EventsPanel },
  cloud: {
    title: "dock.cloud",
    icon: Cloud,
    component: later(() => import("./cloud/cloud-panel.tsx").then((loaded) => loaded.CloudPanel)),
  },
  guide: {
    title: "dock.guide",
    icon: GraduationCap,
    component: later(() => import("./guide/guide-panel.tsx").then((loaded) => loaded.GuidePanel)),
  },
};
