import { CHART_KINDS } from "#shared/market/chart-look.ts";
import { DRAWING_KINDS, type DrawingKind } from "#shared/market/drawing.ts";
import type { Command } from "../../../app/commands/command.ts";
import type { DrawDesk } from "../../../chart/drawings/draw-desk.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import type { WorkspaceStore } from "../../../stores/workspace.ts";
import { type ChartAsk, kindKey } from "../chart-tools-state.ts";

interface Parts {
  readonly live: LiveChart;
  readonly ask: ChartAsk;
  readonly desk: DrawDesk;
  readonly workspace: WorkspaceStore;
}

/** Keys as charting programs have them; every one can be changed. */
const KEYS: Readonly<Partial<Record<DrawingKind, string>>> = {
  trend: "Alt+T",
  horizontal: "Alt+H",
  fibonacci: "Alt+F",
  rectangle: "Alt+R",
};

/** What the active chart can be asked: offered to the palette and to keys while it is the one that is meant. */
export function chartCommands({ live, ask, desk, workspace }: Parts): readonly Command[] {
  const begin = (kind: DrawingKind): void => {
    workspace.getState().showDraw(true);
    desk.choose(kind);
    live.host.focus();
  };
  return [
    ...DRAWING_KINDS.map(
      (kind): Command => ({
        id: `draw.${kind}`,
        group: "chart",
        label: `draw.kind.${kind}`,
        ...(KEYS[kind] === undefined ? {} : { keys: KEYS[kind] }),
        run: () => begin(kind),
      }),
    ),
    {
      id: "draw.tools",
      group: "chart",
      label: "draw.tools",
      run: () => workspace.getState().showDraw(!workspace.getState().drawOpen),
    },
    { id: "draw.undo", group: "chart", label: "draw.undo", run: () => void desk.undo() },
    { id: "draw.redo", group: "chart", label: "draw.redo", run: () => void desk.redo() },
    {
      id: "draw.erase",
      group: "chart",
      label: "draw.erase",
      when: () => desk.selected() !== undefined,
      run: () => desk.erase(),
    },
    ...CHART_KINDS.map(
      (kind): Command => ({
        id: `chart.kind.${kind}`,
        group: "chart",
        label: kindKey(kind),
        run: () => workspace.getState().changeLook({ kind }),
      }),
    ),
    ...(["sessions", "quoteLines", "trades"] as const).map(
      (name): Command => ({
        id: `chart.${name}`,
        group: "chart",
        label: `chart.${name}`,
        run: () => workspace.getState().changeLook({ [name]: !workspace.getState().look[name] }),
      }),
    ),
    {
      id: "chart.bar",
      group: "chart",
      label: "bar.about",
      run: () => {
        ask.barMs.set(undefined);
        ask.dialog.set("bar");
      },
    },
    { id: "chart.view", group: "chart", label: "chart.view", run: () => ask.dialog.set("view") },
    { id: "chart.templates", group: "chart", label: "chart.templates", run: () => ask.dialog.set("templates") },
    { id: "chart.picture", group: "chart", label: "chart.picture", run: () => ask.dialog.set("picture") },
    {
      id: "chart.replay",
      group: "chart",
      label: "chart.replay.start",
      when: () => !ask.replay.get(),
      run: () => ask.replay.set(true),
    },
    {
      id: "chart.replay.leave",
      group: "chart",
      label: "chart.replay.leave",
      when: () => ask.replay.get(),
      run: () => ask.replay.set(false),
    },
    { id: "chart.now", group: "chart", label: "chart.now", run: () => live.toNow() },
  ];
}
