import { LINK_GROUPS } from "#shared/market/link-group.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import { shell } from "../../bridge/shell.ts";
import type { Text } from "../../i18n/i18n.ts";
import { PANELS } from "../../panels/registry.ts";
import type { Services } from "../../services/services.ts";
import { templateLayout } from "../../stores/desk/templates.ts";
import type { GuidePage } from "../../stores/guide-page.ts";
import { PANEL_IDS } from "../../stores/panel-ids.ts";
import { type Command, commandId } from "./command.ts";
import { TRADING_COMMANDS } from "./trading-commands.ts";

type Choose = (key: string, value: string) => void;

const HELP = ["basics", "risk", "gale", "safety"] as const;
const PALETTES = ["classic", "swapped", "blue-orange"] as const;
const DENSITIES = ["compact", "normal", "comfortable"] as const;

const focus = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

/** What the window itself can be asked; `choose` sets a setting. */
export function windowCommands(services: Services, text: Text, choose: Choose): readonly Command[] {
  const { desk, dialog, appearance } = services;
  return [
    ...TRADING_COMMANDS,
    {
      id: "ticket.toggle",
      group: "trading",
      label: "keys.general.ticket",
      keys: "F9",
      run: () => services.ticket.toggle(),
    },
    { id: "kill.focus", group: "trading", label: "command.kill", run: () => focus(".kill button") },
    ...chartCommands(services),
    ...PANEL_IDS.map(
      (id): Command => ({
        id: commandId("panel", id),
        group: "panels",
        label: "workspace.addPanel",
        words: { panel: PANELS[id].title },
        run: () => (id === "ticket" ? services.ticket.open() : desk.show(id)),
      }),
    ),
    ...workspaceCommands(services, text),
    {
      id: "dock.left",
      group: "panels",
      label: "command.tab.left",
      keys: "Alt+Shift+ArrowLeft",
      run: () => desk.moveTab(-1),
    },
    {
      id: "dock.right",
      group: "panels",
      label: "command.tab.right",
      keys: "Alt+Shift+ArrowRight",
      run: () => desk.moveTab(1),
    },
    { id: "dock.on", group: "panels", label: "command.tab.on", keys: "Alt+Shift+ArrowDown", run: () => desk.moveOn() },
    ...(shell === undefined
      ? []
      : [{ id: "window.new", group: "window", label: "command.newWindow", run: newWindow } as const]),
    ...guideCommands(services),
    { id: "palette.open", group: "window", label: "command.palette", keys: "Ctrl+K", run: () => dialog.set("palette") },
    { id: "keys.open", group: "window", label: "keys.general.sheet", keys: "?", run: () => dialog.set("keys") },
    {
      id: "settings.open",
      group: "window",
      label: "command.settings",
      keys: "Ctrl+Comma",
      run: () => dialog.set("settings"),
    },
    {
      id: "theme.toggle",
      group: "window",
      label: "command.theme",
      run: () => choose("appearance.theme", appearance.get().theme === "dark" ? "light" : "dark"),
    },
    {
      id: "language.toggle",
      group: "window",
      label: "bar.language",
      run: () => choose("appearance.language", document.documentElement.lang === "en" ? "id" : "en"),
    },
    ...PALETTES.map(
      (palette): Command => ({
        id: commandId("colours", palette),
        group: "window",
        label: "command.colours",
        words: { palette: `choice.${palette}` },
        run: () => choose("appearance.palette", palette),
      }),
    ),
    ...DENSITIES.map(
      (density): Command => ({
        id: commandId("density", density),
        group: "window",
        label: "command.density",
        words: { density: `choice.${density}` },
        run: () => choose("appearance.density", density),
      }),
    ),
  ];
}

const newWindow = (): void => void shell?.newWindow().catch(() => undefined);

function guideCommands({ desk, guidePage }: Services): readonly Command[] {
  const open = (page: GuidePage): void => {
    guidePage.set(page);
    desk.show("guide");
  };
  return [
    { id: "guide.open", group: "window", label: "command.guide", keys: "F1", run: () => open("steps") },
    ...HELP.map(
      (page): Command => ({
        id: commandId("help", page),
        group: "window",
        label: "command.help",
        words: { page: `guide.help.${page}` },
        run: () => open(page),
      }),
    ),
  ];
}

/** What the chart in use shows; the window's own where no chart is on screen. */
const chartInUse = ({ charts, workspace }: Services) => (charts.active.get()?.workspace ?? workspace).getState();

const chartCommands = (services: Services): readonly Command[] => [
  { id: "chart.focus", group: "chart", label: "app.skip", run: () => focus(".chart-canvas") },
  ...LINK_GROUPS.map(
    (link): Command => ({
      id: commandId("chart.link", link),
      group: "chart",
      label: "command.link",
      values: { group: link.toUpperCase() },
      run: () => chartInUse(services).linkTo(link),
    }),
  ),
  {
    id: "chart.unlink",
    group: "chart",
    label: "command.unlink",
    when: () => chartInUse(services).link !== undefined,
    run: () => chartInUse(services).linkTo(undefined),
  },
  ...TIMEFRAMES.map(
    (timeframe): Command => ({
      id: commandId("chart.timeframe", timeframe),
      group: "chart",
      label: "command.timeframe",
      values: { timeframe },
      run: () => chartInUse(services).chooseTimeframe(timeframe),
    }),
  ),
];

function workspaceCommands({ desk, dialog, workspaces, workspace }: Services, text: Text): readonly Command[] {
  return [
    { id: "workspace.new", group: "workspace", label: "workspace.new", run: () => dialog.set("workspace.new") },
    {
      id: "workspace.duplicate",
      group: "workspace",
      label: "command.workspace.duplicate",
      run: () => void workspaces.duplicate(text("workspace.copyOf", { name: workspaces.current().name })),
    },
    {
      id: "workspace.rename",
      group: "workspace",
      label: "command.workspace.rename",
      run: () => dialog.set("workspace.rename"),
    },
    {
      id: "workspace.delete",
      group: "workspace",
      label: "command.workspace.delete",
      run: () => dialog.set("workspace.delete"),
    },
    {
      id: "workspace.addChart",
      group: "workspace",
      label: "workspace.addChart",
      run: () => {
        const { instrumentId, timeframe } = workspace.getState();
        desk.addChart({ timeframe, studies: [], ...(instrumentId === undefined ? {} : { instrumentId }) });
      },
    },
    {
      id: "workspace.arrange",
      group: "workspace",
      label: "workspace.arrange",
      run: () => desk.arranging.set(!desk.arranging.get()),
    },
    {
      id: "workspace.reset",
      group: "workspace",
      label: "workspace.reset",
      run: () => void workspaces.rearrange(templateLayout("usual", desk.room())),
    },
  ];
}
