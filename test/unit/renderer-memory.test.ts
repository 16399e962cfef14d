import fc from "fast-check";
import { expect, test } from "vitest";
import { recallLook } from "#renderer/app/remembered-look.ts";
import { typedTimeframe, typeKey } from "#renderer/chart/timeframe-typing.ts";
import { matchesFilter, nextRow } from "#renderer/panels/market-watch/watch-keys.ts";
import { draftOf, readDraft } from "#renderer/panels/settings/draft.ts";
import { EventLog } from "#renderer/stores/event-log.ts";
import { createWorkspace, type Memory, recallWorkspace } from "#renderer/stores/workspace.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";

const memory = (first?: string): Memory & { kept: string | null } => ({
  kept: first ?? null,
  getItem() {
    return this.kept;
  },
  setItem(_key, value) {
    this.kept = value;
  },
});

test("whatever an earlier window left behind, the next one opens", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((inner) => `{"drawOpen":${inner},"timeframe":${inner}}`),
      ),
      (left) => {
        const workspace = recallWorkspace(memory(left));
        expect(TIMEFRAMES).toContain(workspace.timeframe);
        expect(typeof workspace.drawOpen).toBe("boolean");
        expect(typeof recallLook(memory(left)).theme).toBe("string");
      },
    ),
  );
});

test("a window opens as the last one was left", () => {
  const kept = memory();
  const first = createWorkspace(kept, () => undefined);
  first.getState().chooseTimeframe("H4");
  first.getState().chooseInstrument("a@b/XAUUSD");
  first.getState().showDraw(true);
  const second = createWorkspace(kept, () => undefined).getState();
  expect(second).toMatchObject({
    timeframe: "H4",
    instrumentId: "a@b/XAUUSD",
    drawOpen: true,
  });
});

test("another account begins without the old one's instrument", () => {
  const store = createWorkspace(memory(), () => undefined);
  store.getState().chooseInstrument("a@b/XAUUSD");
  store.getState().chooseAccount("c@d");
  expect(store.getState().instrumentId).toBeUndefined();
});

test("the active row never leaves the list, whatever key moves it", () => {
  const key = fc.constantFrom("ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -1, max: 49 }), key, (rows, active, pressed) => {
      const next = nextRow(pressed, Math.min(active, rows - 1), rows, 10);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThan(rows);
    }),
  );
  expect(nextRow("ArrowDown", -1, 0, 10)).toBeUndefined();
  expect(nextRow("a", 0, 3, 10)).toBeUndefined();
  expect(nextRow("constructor", 0, 3, 10)).toBeUndefined();
});

test("the filter finds every word in symbol or description, in any case", () => {
  expect(matchesFilter("eur doll", "EURUSD", "Euro vs US Dollar")).toBe(true);
  expect(matchesFilter("", "EURUSD", "")).toBe(true);
  expect(matchesFilter("gold", "EURUSD", "Euro vs US Dollar")).toBe(false);
});

test("digits and units typed name a timeframe, anything else does not", () => {
  const typed = (keys: string): string => [...keys].reduce((text, key) => typeKey(text, key) ?? text, "");
  expect(["1", "15", "60", "4h", "1d", "1W", "1mn", "240"].map((keys) => typedTimeframe(typed(keys)))).toEqual([
    "M1",
    "M15",
    "H1",
    "H4",
    "D1",
    "W1",
    "MN1",
    "H4",
  ]);
  expect(typedTimeframe("7")).toBeUndefined();
  expect(typedTimeframe("constructor")).toBeUndefined();
  expect(typeKey("", "h")).toBeUndefined();
  expect(typeKey("15", "Backspace")).toBe("1");
});

test("a number typed with a comma is refused, not guessed at", () => {
  expect(readDraft(1_000, "1,500")).toBeUndefined();
  expect(readDraft(1_000, "1e3")).toBeUndefined();
  expect(readDraft(1_000, " 1500.5 ")).toBe(1_500.5);
  expect(readDraft(["A"], "A, B,,")).toEqual(["A", "B"]);
  expect(draftOf(["A", "B"])).toBe("A, B");
});

const event = (seq: number) => ({ seq, atMs: 0, severity: "info" as const, code: "X", message: "", details: {} });

test("an event that is sent twice is listed once; a hole replaces what is held and says so", () => {
  const log = new EventLog();
  log.add([event(1), event(2)], false);
  log.add([event(2), event(3)], false);
  expect(log.all().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  log.add([event(9)], true);
  expect(log.all().map(({ seq }) => seq)).toEqual([9]);
  expect(log.hasHole()).toBe(true);
  log.restart();
  log.add([event(1)], false);
  expect(log.all().map(({ seq }) => seq)).toEqual([1]);
  expect(log.hasHole()).toBe(false);
});
