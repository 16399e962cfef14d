import { createStore, type StoreApi } from "zustand/vanilla";
import { TIMEFRAMES, type Timeframe } from "#shared/market/timeframe.ts";
import { recallStudies, type StudyWish } from "../chart/studies/study-wish.ts";
import { DOCK_TABS, type DockTab } from "./panel-ids.ts";

/** What this window shows; belongs to the window, not to the bridge's settings. */
export interface Workspace {
  readonly accountId: string | undefined;
  readonly instrumentId: string | undefined;
  readonly timeframe: Timeframe;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  readonly dockHeight: number;
  readonly ticketOpen: boolean;
  /** Indicators on the chart, in their order. */
  readonly studies: readonly StudyWish[];
}

export interface WorkspaceActions {
  readonly chooseAccount: (accountId: string) => void;
  readonly chooseInstrument: (instrumentId: string) => void;
  readonly chooseTimeframe: (timeframe: Timeframe) => void;
  readonly showDock: (tab: DockTab) => void;
  readonly toggleDock: () => void;
  readonly resizeDock: (height: number) => void;
  readonly showTicket: (open: boolean) => void;
  readonly showStudies: (studies: readonly StudyWish[]) => void;
}

export type WorkspaceStore = StoreApi<Workspace & WorkspaceActions>;

/** The part of `Storage` that is used. */
export type Memory = Pick<Storage, "getItem" | "setItem">;

const KEY = "fairlead.workspace";
export const DOCK_HEIGHT = { least: 120, most: 480, usual: 208 } as const;

const clamp = (height: number): number => Math.round(Math.min(DOCK_HEIGHT.most, Math.max(DOCK_HEIGHT.least, height)));

/** Reads what an earlier window left; anything unreadable or out of range falls back field by field. */
export function recallWorkspace(memory: Memory, roomy: boolean): Workspace {
  let kept: Readonly<Record<string, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(memory.getItem(KEY) ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed as Readonly<Record<string, unknown>>;
  } catch {
    kept = {};
  }
  const { accountId, instrumentId, timeframe, dockOpen, dockTab, dockHeight, ticketOpen, studies } = kept;
  return {
    accountId: typeof accountId === "string" ? accountId : undefined,
    instrumentId: typeof instrumentId === "string" ? instrumentId : undefined,
    timeframe: TIMEFRAMES.find((known) => known === timeframe) ?? "M1",
    dockOpen: typeof dockOpen === "boolean" ? dockOpen : roomy,
    dockTab: DOCK_TABS.find((known) => known === dockTab) ?? "terminals",
    dockHeight: typeof dockHeight === "number" && Number.isFinite(dockHeight) ? clamp(dockHeight) : DOCK_HEIGHT.usual,
    ticketOpen: ticketOpen === true,
    studies: recallStudies(studies),
  };
}

export function createWorkspace(memory: Memory, roomy: boolean): WorkspaceStore {
  const store = createStore<Workspace & WorkspaceActions>()((set) => ({
    ...recallWorkspace(memory, roomy),
    chooseAccount: (accountId) => set({ accountId, instrumentId: undefined }),
    chooseInstrument: (instrumentId) => set({ instrumentId }),
    chooseTimeframe: (timeframe) => set({ timeframe }),
    showDock: (dockTab) => set({ dockTab, dockOpen: true }),
    toggleDock: () => set((now) => ({ dockOpen: !now.dockOpen })),
    resizeDock: (height) => set({ dockHeight: clamp(height) }),
    showTicket: (ticketOpen) => set({ ticketOpen }),
    showStudies: (studies) => set({ studies: recallStudies(studies) }),
  }));
  store.subscribe(({ accountId, instrumentId, timeframe, dockOpen, dockTab, dockHeight, ticketOpen, studies }) =>
    memory.setItem(
      KEY,
      JSON.stringify({ accountId, instrumentId, timeframe, dockOpen, dockTab, dockHeight, ticketOpen, studies }),
    ),
  );
  return store;
}
