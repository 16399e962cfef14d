import { expect, test } from "vitest";
import { clickedLine } from "#renderer/panels/market-watch/clicked-line.ts";

const PRESS = { key: "XAUUSD", x: 100, y: 200 };

test("a line that moves away under a pointer that stands still is the one that was clicked", () => {
  expect(clickedLine(undefined, PRESS, { x: 101, y: 199 })).toBe("XAUUSD");
  expect(clickedLine("EURUSD", PRESS, { x: 100, y: 200 })).toBe("XAUUSD");
});

test("a press that was dragged away chooses nothing, and without a press (assistive technology) the browser's word counts", () => {
  expect(clickedLine(undefined, PRESS, { x: 100, y: 240 })).toBeUndefined();
  expect(clickedLine(undefined, PRESS, { x: 140, y: 200 })).toBeUndefined();
  expect(clickedLine("EURUSD", undefined, { x: 0, y: 0 })).toBe("EURUSD");
  expect(clickedLine("EURUSD", PRESS, { x: 0, y: 0 })).toBe("EURUSD");
});
