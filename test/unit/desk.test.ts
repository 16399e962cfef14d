import fc from "fast-check";
import { expect, test } from "vitest";
import { Desk } from "#renderer/stores/desk/desk.ts";
import { sharedSizes } from "#renderer/stores/desk/kept-sizes.ts";
import { modelOf } from "#renderer/stores/desk/layout-model.ts";
import { usualLayout } from "#renderer/stores/desk/layouts.ts";
import { TEMPLATES, templateLayout } from "#renderer/stores/desk/templates.ts";
import { DOCK_TABS, PANEL_IDS } from "#renderer/stores/panel-ids.ts";
import { TicketDoor } from "#renderer/stores/ticket-door.ts";
import { createWorkspace } from "#renderer/stores/workspace.ts";
import { Layout, type PanelSplit, type PanelStack } from "#shared/contract/workspaces.ts";

const ROOM = { width: 1_280, height: 720 };

function desk(): Desk {
  const made = new Desk(ROOM);
  made.serve(createWorkspace({ getItem: () => null, setItem: () => undefined }, (panel) => made.show(panel)));
  return made;
}

const stacks = (part: PanelSplit | PanelStack): readonly PanelStack[] =>
  part.kind === "stack" ? [part] : part.parts.flatMap(stacks);
const panels = (layout: Layout): readonly string[] =>
  stacks(layout.root).flatMap(({ tabs }) => tabs.map(({ panel }) => panel));
const stackWith = (layout: Layout, panel: string): PanelStack | undefined =>
  stacks(layout.root).find(({ tabs }) => tabs.some((tab) => tab.panel === panel));

test("every template is a layout that the bridge takes, holds every panel once, and comes back as it was", () => {
  for (const template of TEMPLATES) {
    const layout = templateLayout(template, ROOM);
    expect(Layout.safeParse(layout).error, template).toBeUndefined();
    // Ticket and accounts lie there only for ways of trading that want them at hand.
    const trader = template === "dayTrader" || template === "propTrader";
    const many = template === "multiAccount";
    expect(
      panels(layout)
        .filter((id) => id !== "chart")
        .toSorted(),
      template,
    ).toEqual(
      PANEL_IDS.filter((id) => id !== "chart" && (trader || id !== "ticket") && (many || id !== "accounts")).toSorted(),
    );
    const shown = desk();
    shown.open(layout);
    expect(shown.layout(), template).toEqual(layout);
  }
});

test("a layout with panels of a newer version opens without them", () => {
  const layout = usualLayout(ROOM);
  const strange: Layout = {
    ...layout,
    root: {
      ...layout.root,
      parts: [
        ...layout.root.parts,
        { kind: "stack", weight: 20, tabs: [{ key: "x", panel: "hologram" }], selected: 0, folded: false },
      ],
    },
  };
  const shown = desk();
  shown.open(strange);
  expect(panels(shown.layout())).toEqual(panels(layout));
});

test("a panel is brought into sight wherever it is: behind a tab, folded away, under a stack that fills the window, closed", () => {
  const shown = desk();
  shown.show("risk");
  expect(shown.isShown("risk")).toBe(true);
  const stack = shown
    .tabs()
    .find((tab) => tab.getComponent() === "risk")
    ?.getParent();
  shown.toggle(stack as Parameters<Desk["toggle"]>[0]);
  expect(shown.isShown("risk")).toBe(false);
  expect(stackWith(shown.layout(), "risk")).toMatchObject({ folded: true, selected: DOCK_TABS.indexOf("risk") });
  shown.show("events");
  expect(shown.isShown("events")).toBe(true);
  expect(stackWith(shown.layout(), "events")?.folded).toBe(false);
  const chart = shown
    .tabs()
    .find((tab) => tab.getComponent() === "chart")
    ?.getParent();
  shown.fill(chart as Parameters<Desk["fill"]>[0]);
  expect(shown.layout().full).toBe("chart");
  expect(shown.isShown("events")).toBe(false);
  shown.show("events");
  expect(shown.isShown("events")).toBe(true);
  shown.closeTab("risk");
  expect(panels(shown.layout())).not.toContain("risk");
  shown.show("risk");
  expect(shown.isShown("risk")).toBe(true);
});

test("a further chart keeps a symbol and a timeframe of its own, and both come back with the layout", () => {
  const first = desk();
  first.addChart({ timeframe: "H1", instrumentId: "a@b/XAUUSD", studies: [] });
  first.chart("chart-2")?.getState().chooseTimeframe("D1");
  const kept = first.layout();
  expect(Layout.safeParse(kept).error).toBeUndefined();
  const second = desk();
  second.open(kept);
  expect(second.chart("chart-2")?.getState()).toMatchObject({ timeframe: "D1", instrumentId: "a@b/XAUUSD" });
  expect(second.chart("chart")).toBeUndefined();
});

test("lists keep their pixels when the window grows or shrinks, charts take the rest, and nothing is lost", () => {
  expect(sharedSizes([30, 70], [false, true], 1_000, 1_300)).toEqual([300, 1_000]);
  expect(sharedSizes([50, 50], [false, false], 1_000, 500)).toEqual([250, 250]);
  const weights = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      weights,
      fc.array(fc.boolean()),
      fc.integer({ min: 50, max: 5_000 }),
      fc.integer({ min: 50, max: 5_000 }),
      (shares, elastic, before, after) => {
        const sizes = sharedSizes(shares, elastic, before, after);
        expect(sizes.every((size) => size > 0)).toBe(true);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(after, 3);
      },
    ),
  );
});

test("the panel in use is moved among its tabs and to the next stack by keys alone, and never gets lost", () => {
  const shown = desk();
  const order = () => stackWith(shown.layout(), "risk")?.tabs.map(({ panel }) => panel) ?? [];
  shown.show("risk");
  const before = order();
  const at = before.indexOf("risk");
  shown.moveTab(1);
  expect(order().indexOf("risk")).toBe(at + 1);
  shown.moveTab(-1);
  expect(order()).toEqual(before);
  for (let step = 0; step < 30; step++) shown.moveTab(-1);
  expect(order().indexOf("risk")).toBe(0);
  const all = panels(shown.layout()).toSorted();
  shown.moveOn();
  expect(order()).not.toEqual(before);
  expect(shown.isShown("risk")).toBe(true);
  for (let step = 0; step < 7; step++) shown.moveOn();
  expect(panels(shown.layout()).toSorted()).toEqual(all);
});

const stackOf = (shown: Desk, panel: string): PanelStack | undefined => stackWith(shown.layout(), panel);
const columns = (shown: Desk): readonly number[] => {
  const parts = shown.layout().root.parts;
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return parts.map(({ weight }) => Math.round((weight / total) * ROOM.width));
};

test("the ticket is a column of its own that charts make room for; closed, it leaves every other panel its size", () => {
  const shown = desk();
  const before = columns(shown);
  for (let times = 0; times < 5; times++) {
    shown.show("ticket");
    expect(shown.isShown("ticket")).toBe(true);
    expect(columns(shown)).toEqual([before[0], (before[1] ?? 0) - 300, 300]);
    shown.closePanel("ticket");
    expect(panels(shown.layout())).not.toContain("ticket");
    expect(columns(shown)).toEqual(before);
  }
});

test("a ticket that was docked among other panels comes back there, and with the layout", () => {
  const shown = desk();
  shown.show("ticket");
  for (let step = 0; step < 9 && stackOf(shown, "ticket") !== stackOf(shown, "risk"); step++) {
    if (stackOf(shown, "ticket")?.tabs.some(({ panel }) => panel === "risk") === true) break;
    shown.moveOn();
  }
  expect(stackOf(shown, "ticket")?.tabs.map(({ panel }) => panel)).toContain("risk");
  shown.closePanel("ticket");
  shown.show("ticket");
  expect(stackOf(shown, "ticket")?.tabs.map(({ panel }) => panel)).toContain("risk");
  const next = desk();
  next.open(shown.layout());
  expect(next.isShown("ticket")).toBe(true);
});

test("in a narrow window the ticket shares the market watch's place", () => {
  const made = new Desk({ width: 900, height: 700 });
  made.show("ticket");
  expect(stackOf(made, "ticket")?.tabs.map(({ panel }) => panel)).toEqual(["watch", "ticket"]);
  made.closePanel("ticket");
  expect(made.isShown("watch")).toBe(true);
});

test("opening the ticket asks once for the keyboard; a window that is drawn anew asks for nothing", () => {
  const door = new TicketDoor(desk());
  expect(door.takeFocus()).toBe(false);
  door.toggle();
  expect([door.takeFocus(), door.takeFocus()]).toEqual([true, false]);
  door.toggle();
  expect(door.takeFocus()).toBe(false);
});

test("a stack that has lost its last panel leaves no hole", () => {
  const shown = desk();
  shown.addChart({ timeframe: "H1", studies: [] });
  const before = stacks(shown.layout().root).length;
  shown.closeTab("chart-2");
  expect(stacks(shown.layout().root)).toHaveLength(before - 1);
  shown.closeTab("watch");
  expect(stacks(shown.layout().root).every(({ tabs }) => tabs.length > 0)).toBe(true);
});

test("what a template needs at least fits into the smallest window: the buttons that send are never cut off", () => {
  const SMALLEST_PX = 900;
  type Json = { readonly type?: string; readonly children?: readonly Json[]; readonly minWidth?: number };
  const widest = (node: Json, across: boolean): number => {
    if (node.type === "tabset") return Math.max(0, ...(node.children ?? []).map(({ minWidth = 0 }) => minWidth));
    const parts = (node.children ?? []).map((child) => widest(child, !across));
    return across ? parts.reduce((sum, width) => sum + width, 0) : Math.max(0, ...parts);
  };
  for (const template of TEMPLATES) {
    const { layout } = modelOf(templateLayout(template, { width: SMALLEST_PX, height: 700 }), { tabs: "" });
    expect(widest(layout as unknown as Json, true), template).toBeLessThanOrEqual(SMALLEST_PX);
  }
});
