/**
 * Every panel that lies in the lower panel unless the trader put it elsewhere, in the order of its tabs. A panel's id
 * is kept in stored layouts: it is never given to another panel. What each one is says `panels/registry.ts`.
 */
export const DOCK_TABS = [
  "positions",
  "orders",
  "history",
  "journal",
  "sessions",
  "alerts",
  "risk",
  "monitor",
  "depth",
  "calendar",
  "terminals",
  "events",
  "cloud",
  "guide",
] as const;

export type DockTab = (typeof DOCK_TABS)[number];

/** Everything that can be docked. Ticket and accounts have a place only while somebody wants them. */
export const PANEL_IDS = ["watch", "chart", "ticket", "accounts", ...DOCK_TABS] as const;
export type PanelId = (typeof PANEL_IDS)[number];

export const isPanelId = (id: string): id is PanelId => (PANEL_IDS as readonly string[]).includes(id);
