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
  "terminals",
  "events",
  "cloud",
] as const;

export type DockTab = (typeof DOCK_TABS)[number];
