import fc from "fast-check";
import { expect, test } from "vitest";
import { windowOptions } from "#electron/window/window-options.ts";
import { type Area, DEFAULT_STATE, fitToDisplays, readState } from "#electron/window/window-state.ts";

test("a window's preferences close every door by name", () => {
  expect(windowOptions(DEFAULT_STATE, "/preload.cjs", { devTools: false }).webPreferences).toEqual({
    preload: "/preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    disableDialogs: true,
    devTools: false,
  });
});

test("a window opens where it was, and unseen until it has painted", () => {
  const state = { x: 10, y: 20, width: 1_000, height: 700, maximized: false };
  const tools = { devTools: true };
  expect(windowOptions(state, "", tools)).toMatchObject({ x: 10, y: 20, width: 1_000, height: 700, show: false });
  expect(windowOptions(DEFAULT_STATE, "", tools)).not.toHaveProperty("x");
});

test.each([
  undefined,
  null,
  5,
  "x",
  {},
  { width: -1, height: 5, maximized: true },
  { ...DEFAULT_STATE, width: "wide" },
])("a damaged memory (%j) gives the default window", (stored) => {
  expect(readState(stored)).toEqual(DEFAULT_STATE);
});

const LAPTOP: Area = { x: 0, y: 0, width: 1_920, height: 1_040 };
const RIGHT: Area = { x: 1_920, y: -200, width: 2_560, height: 1_400 };

test("a window on the second monitor stays there while there is one, and is centred on the first when there is not", () => {
  const state = { x: 2_000, y: 0, width: 1_200, height: 800, maximized: false };
  expect(fitToDisplays(state, [LAPTOP, RIGHT])).toEqual(state);
  expect(fitToDisplays(state, [LAPTOP])).toEqual({ width: 1_200, height: 800, maximized: false });
});

test("a window is never larger than its screen", () => {
  expect(fitToDisplays({ width: 3_000, height: 2_000, maximized: true }, [LAPTOP])).toEqual({
    width: 1_920,
    height: 1_040,
    maximized: true,
  });
});

test("wherever it was, the title bar can be reached, or the window is centred", () => {
  const coordinate = fc.integer({ min: -5_000, max: 5_000 });
  const size = fc.integer({ min: 400, max: 4_000 });
  fc.assert(
    fc.property(coordinate, coordinate, size, size, (x, y, width, height) => {
      const fitted = fitToDisplays({ x, y, width, height, maximized: false }, [LAPTOP, RIGHT]);
      if (fitted.x === undefined || fitted.y === undefined) return;
      const { x: left, y: top } = fitted;
      const reachable = [LAPTOP, RIGHT].some(
        (area) =>
          Math.min(left + width, area.x + area.width) - Math.max(left, area.x) >= 100 &&
          top >= area.y &&
          top + 30 <= area.y + area.height,
      );
      expect(reachable).toBe(true);
    }),
  );
});
