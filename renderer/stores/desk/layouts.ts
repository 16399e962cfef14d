import type { Layout, PanelSplit, PanelStack, PlacedPanel } from "#shared/contract/workspaces.ts";
import { DOCK_TABS, type PanelId } from "../panel-ids.ts";

/** Sizes of the window, in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Room of the market watch by the width there is: all of its usual columns, then without the day's range, and so on. */
const WATCH_PX: readonly (readonly [number, number])[] = [
  [1_500, 476],
  [1_200, 416],
  [1_100, 356],
  [0, 308],
];
const LOWER_PX = 208;
/** The same while the guide is read in it. */
const GUIDE_PX = 264;
/** Bars above and below the panels. */
const FRAME_PX = 60;

export const TICKET_PX = 300;
/** Below this width market watch and ticket beside each other would leave a chart no room. */
const NARROW_PX = 1_000;

export const isNarrow = ({ width }: Room): boolean => width < NARROW_PX;

/** Share of 100 of the window's width that the ticket takes. */
export const ticketShare = ({ width }: Room): number => Math.min(40, (100 * TICKET_PX) / Math.max(1, width));

/** The first chart: it shows what the market watch has chosen. */
export const FIRST_CHART = "chart";

export const placed = (panel: PanelId): PlacedPanel => ({ key: panel, panel });

export const stack = (weight: number, panels: readonly PlacedPanel[], selected = 0, folded = false): PanelStack => ({
  kind: "stack",
  weight,
  tabs: [...panels],
  selected,
  folded,
});

export const split = (weight: number, parts: readonly (PanelStack | PanelSplit)[]): PanelSplit => ({
  kind: "split",
  weight,
  parts,
});

/** The lower panel: every panel that is not elsewhere. */
export const lowerStack = (weight: number, selected: PanelId, folded: boolean): PanelStack => {
  const panels = DOCK_TABS.map(placed);
  return stack(
    weight,
    panels,
    panels.findIndex(({ panel }) => panel === selected),
    folded,
  );
};

/**
 * Shares of 100 that give the market watch and the lower panel their usual sizes in this window.
 * @param beside pixels that something else beside the charts takes
 * @param lowerPx height that the lower panel is to have
 */
export function usualShares(
  { width, height }: Room,
  beside = 0,
  lowerPx: number = LOWER_PX,
): { readonly watch: number; readonly lower: number } {
  const [, watch] = WATCH_PX.find(([from]) => width - beside >= from) ?? [0, 308];
  const share = (part: number, whole: number): number => Math.min(60, Math.max(5, (100 * part) / Math.max(1, whole)));
  return { watch: share(watch, width), lower: share(lowerPx, height - FRAME_PX) };
}

/** Market watch on the left, the chart over every other panel, of which one is in front. */
export function usualLayout(room: Room, front: PanelId = "terminals"): Layout {
  const { watch, lower } = usualShares(room, 0, front === "guide" ? GUIDE_PX : LOWER_PX);
  return {
    version: 2,
    root: split(100, [
      stack(watch, [placed("watch")]),
      split(100 - watch, [stack(100 - lower, [placed("chart")]), lowerStack(lower, front, false)]),
    ]),
  };
}

/** What who has kept no arrangement sees: the guide is in front. */
export const firstLayout = (room: Room): Layout => usualLayout(room, "guide");
