import type { IGlobalAttributes, IJsonModel, IJsonRowNode, IJsonTabNode, IJsonTabSetNode } from "flexlayout-react";
import type { ChartView, Layout, PanelSplit, PanelStack, PlacedPanel } from "#shared/contract/workspaces.ts";
import { isPanelId, type PanelId } from "../panel-ids.ts";

/** Heights and widths below which a panel is not squeezed, in CSS pixels. */
const LEAST: Readonly<Partial<Record<PanelId, { readonly minWidth?: number; readonly minHeight?: number }>>> = {
  watch: { minWidth: 308, minHeight: 80 },
  // Two of them stand between market watch and ticket in a window of 900 pixels: what sends is never out of sight.
  chart: { minWidth: 140, minHeight: 120 },
  ticket: { minWidth: 260, minHeight: 160 },
};
const USUAL_LEAST = { minWidth: 180, minHeight: 60 };

const HEADED: ReadonlySet<PanelId> = new Set<PanelId>(["watch", "chart", "ticket"]);

/** What is kept in a stack's node beside flexlayout's own fields. */
export interface StackConfig {
  /** Index of the panel that comes back into sight when it is unfolded; undefined while it is not folded. */
  readonly folded?: number;
}

/** A folded stack shows no panel and no more than its tabs. */
export const FOLDED = { selected: -1, minHeight: 0, maxHeight: 0 } as const;
const TALL = 99_999;
export const UNFOLDED = { minHeight: 0, maxHeight: TALL } as const;

/** A panel as the docking library keeps it; undefined for one that this version does not know. */
export function tabOf({ key, panel }: PlacedPanel & { readonly panel: string }): IJsonTabNode | undefined {
  if (!isPanelId(panel)) return undefined;
  return {
    type: "tab",
    id: key,
    component: panel,
    name: panel,
    // A panel with a header line of its own needs no tab above it while it is alone.
    ...(key === panel && HEADED.has(panel) ? { className: "headed" } : {}),
    ...(LEAST[panel] ?? USUAL_LEAST),
  };
}

function stackOf({ weight, tabs, selected, folded }: PanelStack, full: string | undefined): IJsonTabSetNode {
  const children = tabs.map(tabOf).filter((tab) => tab !== undefined);
  const wished = children.findIndex(({ id }) => id === tabs[selected]?.key);
  const inSight = Math.max(0, wished);
  const config: StackConfig = folded ? { folded: inSight } : {};
  return {
    type: "tabset",
    weight,
    children,
    selected: inSight,
    config,
    ...(folded ? FOLDED : {}),
    ...(full !== undefined && children.some(({ id }) => id === full) ? { maximized: true } : {}),
  };
}

function rowOf({ weight, parts }: PanelSplit, full: string | undefined): IJsonRowNode {
  const children = parts
    .map((part) => (part.kind === "stack" ? stackOf(part, full) : rowOf(part, full)))
    .filter((part) => (part.children ?? []).length > 0);
  return { type: "row", weight, children };
}

/** A layout as flexlayout takes it. Panels that this version does not know, and stacks left empty, are dropped. */
export function modelOf({ root, full }: Layout, labels: { readonly tabs: string }): IJsonModel {
  return {
    global: {
      splitterSize: 1,
      splitterExtra: 6,
      tabEnableRename: false,
      tabEnablePopout: false,
      // A stack that has lost its last panel goes; flexlayout keeps one as a hole that it may not close.
      tabSetEnableClose: true,
      tabSetEnableCloseButton: false,
      // Our own buttons fill and fold a stack.
      tabSetEnableMaximize: false,
      tabSetEnableTabScrollbar: false,
      tabSetName: labels.tabs,
      enableEdgeDock: true,
    } as IGlobalAttributes,
    layout: rowOf(root, full),
  };
}

function stackFrom(node: IJsonTabSetNode, chartOf: (key: string) => ChartView | undefined): PanelStack {
  const tabs = (node.children ?? []).map((tab): PlacedPanel => {
    const { id = "", component = "" } = tab as IJsonTabNode;
    const chart = chartOf(id);
    return { key: id, panel: component, ...(chart === undefined ? {} : { chart }) };
  });
  const { folded } = (node.config ?? {}) as StackConfig;
  return {
    kind: "stack",
    weight: node.weight ?? 100,
    tabs,
    selected: Math.max(0, folded ?? node.selected ?? 0),
    folded: folded !== undefined,
  };
}

const rowFrom = (row: IJsonRowNode, chartOf: (key: string) => ChartView | undefined): PanelSplit => ({
  kind: "split",
  weight: row.weight ?? 100,
  parts: (row.children ?? []).map((child) =>
    child.type === "row" ? rowFrom(child, chartOf) : stackFrom(child as IJsonTabSetNode, chartOf),
  ),
});

function fullKey(row: IJsonRowNode): string | undefined {
  for (const child of row.children ?? []) {
    if (child.type === "row") {
      const key = fullKey(child);
      if (key !== undefined) return key;
    } else if ((child as IJsonTabSetNode).maximized === true) {
      return child.children?.[0]?.id;
    }
  }
  return undefined;
}

/** Where the panels lie that flexlayout shows now; what they are linked to is not its knowledge. */
export function layoutFrom({ layout }: IJsonModel, chartOf: (key: string) => ChartView | undefined): Layout {
  const full = fullKey(layout);
  return { version: 2, root: rowFrom(layout, chartOf), ...(full === undefined ? {} : { full }) };
}
