import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChartBar } from "#renderer/chart/bar-series.ts";
import { ChartStudies, type StudyCanvas } from "#renderer/chart/studies/chart-studies.ts";
import { newStudy, recallStudies } from "#renderer/chart/studies/study-wish.ts";
import type { StudyLine } from "#renderer/chart/study-line.ts";
import { INDICATORS } from "#shared/market/indicators/catalogue.ts";
import { nextBarOpen } from "#shared/market/timeframe.ts";

/** What one line of a chart holds; like the library it refuses an update that is older than its newest point. */
class RecordedLine implements StudyLine {
  points = new Map<number, number>();
  removed = false;

  set(timesMs: readonly number[], values: readonly number[]): void {
    expect(timesMs.toSorted((a, b) => a - b)).toEqual(timesMs);
    expect(new Set(timesMs).size).toBe(timesMs.length);
    this.points = new Map(timesMs.map((timeMs, i) => [timeMs, values[i] ?? Number.NaN]));
  }

  update(timeMs: number, value: number): void {
    expect(timeMs).toBeGreaterThanOrEqual([...this.points.keys()].at(-1) ?? -Infinity);
    this.points.set(timeMs, value);
  }

  colour(): void {}

  remove(): void {
    this.removed = true;
  }
}

class RecordedCanvas implements StudyCanvas {
  readonly lines: RecordedLine[] = [];
  panes = 0;

  addStudyLine(): StudyLine {
    const line = new RecordedLine();
    this.lines.push(line);
    return line;
  }

  sharePanes(panes: number): void {
    this.panes = panes;
  }
}

const bar = (timeMs: number, close: number): ChartBar => ({
  timeMs,
  open: close - 0.2,
  high: close + 1,
  low: close - 1,
  close,
  tickVolume: 10,
});

/** Hours with a closed market between some of them. */
const market = fc
  .array(fc.record({ close: fc.double({ min: 50, max: 60, noNaN: true }), closedH: fc.constantFrom(0, 0, 0, 48) }), {
    minLength: 3,
    maxLength: 90,
  })
  .map((made) => {
    let timeMs = Date.UTC(2026, 5, 1);
    return made.map(({ close, closedH }) => {
      timeMs = nextBarOpen("H1", timeMs) + closedH * 3_600_000;
      return bar(timeMs, close);
    });
  });

test("what is drawn bar by bar as the market moves is what is drawn of the whole history at once", () => {
  fc.assert(
    fc.property(
      market,
      fc.constantFrom(...INDICATORS),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (bars, { id }, at) => {
        const wishes = [newStudy(id, [])];
        const known = Math.max(1, Math.floor(bars.length * at));
        const [live, whole] = [new RecordedCanvas(), new RecordedCanvas()];
        const moving = new ChartStudies(live, "H1", ["red", "blue"], 5);
        moving.setBars(bars.slice(0, known));
        moving.show(wishes);
        for (const next of bars.slice(known)) {
          moving.updateLast({ ...next, close: next.close + 0.7, high: next.high + 0.7 });
          moving.updateLast(next);
        }
        const still = new ChartStudies(whole, "H1", ["red", "blue"], 5);
        still.setBars(bars);
        still.show(wishes);
        expect(live.lines.map((line) => [...line.points])).toEqual(whole.lines.map((line) => [...line.points]));
        expect(moving.shown[0]?.study.valuesAt(undefined)).toEqual(still.shown[0]?.study.valuesAt(undefined));
      },
    ),
    { numRuns: 150 },
  );
});

test("each indicator of its own stands in a pane of its own; what is not wished any more is taken off", () => {
  const canvas = new RecordedCanvas();
  const studies = new ChartStudies(canvas, "M1", ["red", "blue", "green"], 5);
  const [sma, rsi, macd] = [newStudy("sma", []), newStudy("rsi", []), newStudy("macd", [])];
  studies.show([sma, rsi, macd]);
  expect(studies.shown.map(({ pane, colours }) => [pane, colours.length])).toEqual([
    [0, 1],
    [1, 1],
    [2, 3],
  ]);
  expect(canvas.panes).toBe(2);
  studies.show([macd]);
  expect(canvas.lines.slice(0, 5).every(({ removed }) => removed)).toBe(true);
  expect(studies.shown.map(({ pane }) => pane)).toEqual([1]);
  expect(canvas.panes).toBe(1);
});

test("a stored list that is damaged loses only what is damaged", () => {
  expect(recallStudies("nonsense")).toEqual([]);
  expect(
    recallStudies([
      null,
      { key: "a", id: "rsi", values: { period: "x" } },
      { key: "b", id: "nothing", values: {} },
      { key: "a", id: "sma", values: { period: 50 } },
      { key: "", id: "sma", values: {} },
    ]),
  ).toEqual([{ key: "a", id: "sma", values: { period: 50 } }]);
  expect(recallStudies(Array.from({ length: 40 }, (_, i) => ({ key: `${i}`, id: "sma", values: {} })))).toHaveLength(
    12,
  );
});
