import { createStore, type StoreApi } from "zustand/vanilla";
import { type ChartLook, recallLook } from "#shared/market/chart-look.ts";
import type { LinkGroup } from "#shared/market/link-group.ts";
import { TIMEFRAMES, type Timeframe } from "#shared/market/timeframe.ts";
import { recallStudies, type StudyWish } from "../chart/studies/study-wish.ts";
import type { PanelId } from "./panel-ids.ts";

/** What this window shows in its panels; belongs to the window, not to the bridge's settings. */
export interface Workspace {
  readonly accountId: string | undefined;
  readonly instrumentId: string | undefined;
  readonly timeframe: Timeframe;
  /** Indicators on the chart, in their order. */
  readonly studies: readonly StudyWish[];
  readonly look: ChartLook;
  /** Another instrument that is shown beside the chart's, in percent. */
  readonly compareId: string | undefined;
  /** The drawing tools are in sight. */
  readonly drawOpen: boolean;
  /** The group it is linked to: what that shows, it shows. The layout keeps it. */
  readonly link: LinkGroup | undefined;
}

export interface WorkspaceActions {
  readonly chooseAccount: (accountId: string) => void;
  readonly chooseInstrument: (instrumentId: string) => void;
  readonly chooseTimeframe: (timeframe: Timeframe) => void;
  /** Brings a panel into sight, wherever it lies. */
  readonly showDock: (panel: PanelId) => void;
  readonly showStudies: (studies: readonly StudyWish[]) => void;
  readonly changeLook: (change: Partial<ChartLook>) => void;
  readonly compareWith: (instrumentId: string | undefined) => void;
  readonly showDraw: (open: boolean) => void;
  readonly linkTo: (link: LinkGroup | undefined) => void;
}

export type WorkspaceStore = StoreApi<Workspace & WorkspaceActions>;

/** The part of `Storage` that is used. */
export type Memory = Pick<Storage, "getItem" | "setItem">;

const KEY = "fairlead.workspace";

/** Reads what an earlier window left; anything unreadable or out of range falls back field by field. */
export function recallWorkspace(memory: Memory): Workspace {
  let kept: Readonly<Record<string, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(memory.getItem(KEY) ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed as Readonly<Record<string, unknown>>;
  } catch {
    kept = {};
  }
  const { accountId, instrumentId, timeframe, studies, look, compareId, drawOpen } = kept;
  return {
    accountId: typeof accountId === "string" ? accountId : undefined,
    instrumentId: typeof instrumentId === "string" ? instrumentId : undefined,
    timeframe: TIMEFRAMES.find((known) => known === timeframe) ?? "M1",
    studies: recallStudies(studies),
    look: recallLook(look),
    compareId: typeof compareId === "string" ? compareId : undefined,
    drawOpen: drawOpen === true,
    link: undefined,
  };
}

/** `show` brings a panel into sight: where the panels lie is the desk's knowledge. */
export function createWorkspace(memory: Memory, show: (panel: PanelId) => void): WorkspaceStore {
  const store = createStore<Workspace & WorkspaceActions>()((set) => ({
    ...recallWorkspace(memory),
    chooseAccount: (accountId) => set({ accountId, instrumentId: undefined, compareId: undefined }),
    chooseInstrument: (instrumentId) => set({ instrumentId }),
    chooseTimeframe: (timeframe) => set({ timeframe }),
    showDock: show,
    showStudies: (studies) => set({ studies: recallStudies(studies) }),
    changeLook: (change) => set(({ look }) => ({ look: recallLook({ ...look, ...change }) })),
    compareWith: (compareId) => set({ compareId }),
    showDraw: (drawOpen) => set({ drawOpen }),
    linkTo: (link) => set({ link }),
  }));
  store.subscribe(({ accountId, instrumentId, timeframe, studies, look, compareId, drawOpen }) =>
    memory.setItem(KEY, JSON.stringify({ accountId, instrumentId, timeframe, studies, look, compareId, drawOpen })),
  );
  return store;
}
