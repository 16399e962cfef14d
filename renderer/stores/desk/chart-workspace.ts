import { createStore } from "zustand/vanilla";
import type { ChartView } from "#shared/contract/workspaces.ts";
import { type ChartLook, recallLook, USUAL_LOOK } from "#shared/market/chart-look.ts";
import { recallStudies, type StudyWish } from "../../chart/studies/study-wish.ts";
import type { Workspace, WorkspaceActions, WorkspaceStore } from "../workspace.ts";

/**
 * What a further chart reads in place of the window's workspace: instrument, timeframe and indicators of its own,
 * everything else the window's. Another account leaves it without its instrument, as it leaves the window.
 */
export function createChartWorkspace(
  window: WorkspaceStore,
  view: ChartView,
): { readonly store: WorkspaceStore; readonly leave: () => void } {
  const { instrumentId, timeframe } = view;
  const store = createStore<Workspace & WorkspaceActions>()((set) => ({
    ...window.getState(),
    instrumentId,
    timeframe,
    studies: recallStudies(view.studies),
    look: recallLook(view.look),
    compareId: view.compare,
    drawOpen: false,
    link: view.link,
    chooseInstrument: (next) => set({ instrumentId: next }),
    chooseTimeframe: (next) => set({ timeframe: next }),
    showStudies: (studies) => set({ studies: recallStudies(studies) }),
    changeLook: (change) => set(({ look }) => ({ look: recallLook({ ...look, ...change }) })),
    compareWith: (compareId) => set({ compareId }),
    showDraw: (drawOpen) => set({ drawOpen }),
    linkTo: (link) => set({ link }),
  }));
  const leave = window.subscribe(({ accountId }) => store.setState({ accountId }));
  return { store, leave };
}

/** Indicators as the bridge keeps them. */
export const keptStudies = (studies: readonly StudyWish[]): ChartView["studies"] =>
  studies.map(({ key, id, values }) => ({ key, id, values: { ...values } }));

const isUsual = (look: ChartLook): boolean =>
  (Object.keys(USUAL_LOOK) as (keyof ChartLook)[]).every((name) => look[name] === USUAL_LOOK[name]);

/** What is kept of a further chart. */
export function viewOf(store: WorkspaceStore): ChartView {
  const { instrumentId, timeframe, studies, look, compareId, link } = store.getState();
  return {
    ...(instrumentId === undefined ? {} : { instrumentId }),
    timeframe,
    studies: keptStudies(studies),
    ...(isUsual(look) ? {} : { look }),
    ...(compareId === undefined ? {} : { compare: compareId }),
    ...(link === undefined ? {} : { link }),
  };
}
