import fc from "fast-check";
import { expect, test } from "vitest";
import { Desk } from "#renderer/stores/desk/desk.ts";
import { sharedSizes } from "#renderer/stores/desk/kept-sizes.ts";
import { usualLayout } from "#renderer/stores/desk/layouts.ts";
import { TEMPLATES, templateLayout } from "#renderer/stores/desk/templates.ts";
import { DOCK_TABS, PANEL_IDS } from "#renderer/stores/panel-ids.ts";
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
    expect(
      panels(layout)
        .filter((id) => id !== "chart")
        .toSorted(),
      template,
    ).toEqual(PANEL_IDS.filter((id) => id !== "chart").toSorted());
    const shown = desk();
    shown.open(layout);
    expect(shown.layout().root, template).toEqual(layout.root);
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
