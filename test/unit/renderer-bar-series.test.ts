import fc from "fast-check";
import { expect, test } from "vitest";
import { BarSeries, type ChartBar } from "#renderer/chart/bar-series.ts";

const MINUTE = 60_000;
const bar = (minute: number, close: number): ChartBar => ({
  timeMs: minute * MINUTE,
  open: 1,
  high: Math.max(1, close),
  low: Math.min(1, close),
  close,
  tickVolume: 1,
});
const page = (bars: readonly ChartBar[]) => ({
  count: bars.length,
  timeMs: Float64Array.from(bars, (one) => one.timeMs),
  open: Float64Array.from(bars, (one) => one.open),
  high: Float64Array.from(bars, (one) => one.high),
  low: Float64Array.from(bars, (one) => one.low),
  close: Float64Array.from(bars, (one) => one.close),
  tickVolume: Float64Array.from(bars, (one) => one.tickVolume),
});

const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("page" as const), minutes }),
  fc.record({ kind: fc.constant("live" as const), minute: fc.integer({ min: 0, max: 60 }) }),
);

test("pages and live bars in any order and overlap give each opening once, oldest first, the live value standing", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const series = new BarSeries();
      const live = new Map<number, number>();
      const known = new Set<number>();
      steps.forEach((one, serial) => {
        const close = serial + 2;
        if (one.kind === "live") {
          series.update(bar(one.minute, close));
          live.set(one.minute, close);
          known.add(one.minute);
        } else {
          series.merge(page([...one.minutes].toSorted((a, b) => a - b).map((minute) => bar(minute, close))));
          for (const minute of one.minutes) known.add(minute);
        }
        const times = series.bars.map((held) => held.timeMs / MINUTE);
        expect(times).toEqual([...known].toSorted((a, b) => a - b));
        for (const [minute, value] of live) expect(series.at(minute * MINUTE)?.close).toBe(value);
      });
    }),
  );
});

test("an update says whether the newest bar can be drawn by itself", () => {
  const series = new BarSeries();
  expect(series.update(bar(3, 2))).toBe("appended");
  expect(series.update(bar(3, 3))).toBe("replaced");
  expect(series.update(bar(4, 4))).toBe("appended");
  expect(series.update(bar(3, 5))).toBe("middle");
  expect(series.update(bar(1, 5))).toBe("middle");
  expect(series.bars.map((held) => held.close)).toEqual([5, 5, 4]);
});

test("after a gap in the stream, history may correct a bar that was live", () => {
  const series = new BarSeries();
  series.update(bar(3, 2));
  series.merge(page([bar(3, 9)]));
  expect(series.last?.close).toBe(2);
  series.forgetLive();
  series.merge(page([bar(3, 9)]));
  expect(series.last?.close).toBe(9);
});

test("the bar under a moment is the one that opened at or before it", () => {
  const series = new BarSeries();
  series.merge(page([bar(1, 2), bar(5, 3)]));
  expect(series.at(4 * MINUTE)?.close).toBe(2);
  expect(series.at(0)).toBeUndefined();
});
