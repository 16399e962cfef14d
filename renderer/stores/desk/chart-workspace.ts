import { createStore } from "zustand/vanilla";
import type { ChartView } from "#shared/contract/workspaces.ts";
import { recallStudies } from "../../chart/studies/study-wish.ts";
import type { Workspace, WorkspaceActions, WorkspaceStore } from "../workspace.ts";

/**
 * What a further chart reads in place of the window's workspace: instrument, timeframe and indicators of its own,
 * everything else the window's. Another account leaves it without its instrument, as it leaves the window.
 */
export function createChartWorkspace(window: WorkspaceStore, view: ChartView): WorkspaceStore {
  const { instrumentId, timeframe } = view;
  const store = createStore<Workspace & WorkspaceActions>()((set) => ({
    ...window.getState(),
    instrumentId,
    timeframe,
    studies: recallStudies(view.studies),
    chooseInstrument: (next) => set({ instrumentId: next }),
    chooseTimeframe: (next) => set({ timeframe: next }),
    showStudies: (studies) => set({ studies: recallStudies(studies) }),
  }));
  window.subscribe(({ accountId, ticketOpen }) => store.setState({ accountId, ticketOpen }));
  return store;
}

/** What is kept of a further chart. */
export function viewOf(store: WorkspaceStore): ChartView {
  const { instrumentId, timeframe, studies } = store.getState();
  return {
    ...(instrumentId === undefined ? {} : { instrumentId }),
    timeframe,
    studies: studies.map(({ key, id, values }) => ({ key, id, values: { ...values } })),
  };
}
