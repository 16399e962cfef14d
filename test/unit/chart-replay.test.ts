import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChartBar } from "#renderer/chart/bar-series.ts";
import { detailFor } from "#renderer/chart/detail.ts";
import { ReplayGate } from "#renderer/chart/replay-gate.ts";
import { ChartStudies } from "#renderer/chart/studies/chart-studies.ts";
import { studiedCanvas } from "#renderer/chart/studies/studied-canvas.ts";
import { recallStudies } from "#renderer/chart/studies/study-wish.ts";
import { aggregate } from "#shared/market/aggregate.ts";
import { barColumns } from "#shared/market/m1-builder.ts";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";

const MINUTE = 60_000;
const bar = (minute: number, close = 1 + Math.sin(minute)): ChartBar => ({
  timeMs: minute * MINUTE,
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  tickVolume: 3,
});
const bars = (count: number): ChartBar[] => Array.from({ length: count }, (_, minute) => bar(minute));

/** A chart that remembers what was drawn: prices, indicators' points, quotes. */
function stage() {
  let drawn: ChartBar[] = [];
  let quoted: readonly number[] | undefined;
  const lines = new Set<Map<number, number>>();
  const studies = new ChartStudies(
    {
      sharePanes: () => undefined,
      addStudyLine: () => {
        const line = new Map<number, number>();
        lines.add(line);
        return {
          set: (times, values) => {
            line.clear();
            for (const [at, time] of times.entries()) line.set(time, values[at] ?? Number.NaN);
          },
          update: (time, value) => void line.set(time, value),
          colour: () => undefined,
          remove: () => void lines.delete(line),
        };
      },
    },
    "M1",
    ["red"],
    5,
  );
  const chart = {
    setBars: (all: readonly ChartBar[]) => void (drawn = [...all]),
    updateLast: (next: ChartBar) => {
      drawn = drawn.at(-1)?.timeMs === next.timeMs ? [...drawn.slice(0, -1), next] : [...drawn, next];
    },
    setQuote: (bid: number, ask: number) => void (quoted = [bid, ask]),
    dropQuotes: () => void (quoted = undefined),
    onNearEdge: () => undefined,
    isNear: () => false,
  };
  const gate = new ReplayGate({ ...studiedCanvas(chart, studies), dropQuotes: chart.dropQuotes });
  return { gate, studies, lines, drawn: () => drawn, quoted: () => quoted };
}

const WISHES = recallStudies([
  { key: "1", id: "sma", values: { period: 3 } },
  { key: "2", id: "macd", values: {} },
  { key: "3", id: "ichimoku", values: {} },
  { key: "4", id: "rsi", values: { period: 5 } },
]);

test("nothing of a replay's future is on the chart, whatever happens meanwhile: prices, quotes, indicators", () => {
  const act = fc.oneof(
    fc.constant("step" as const),
    fc.constant("back" as const),
    fc.constant("live" as const),
    fc.constant("quote" as const),
    fc.constant("page" as const),
    fc.nat(120).map((minute) => ({ to: minute })),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 118 }), fc.array(act, { maxLength: 15 }), (begin, acts) => {
      const { gate, studies, lines, drawn, quoted } = stage();
      const all = bars(120);
      gate.setBars(all);
      studies.show(WISHES);
      gate.start(begin * MINUTE);
      for (const each of acts) {
        if (each === "step") gate.step();
        else if (each === "back") gate.back();
        else if (each === "live") {
          all.push(bar(all.length));
          gate.updateLast(all[all.length - 1] ?? bar(0));
        } else if (each === "quote") gate.setQuote(9, 10);
        else if (each === "page") gate.setBars([...all]);
        else gate.start(each.to * MINUTE);
        const cursorMs = gate.place.get()?.cursorMs ?? Number.NaN;
        expect(drawn().at(-1)?.timeMs).toBe(cursorMs);
        expect(quoted()).toBeUndefined();
        // What an indicator says is what it said when that bar was the newest.
        const then = stage();
        then.gate.setBars(all.filter(({ timeMs }) => timeMs <= cursorMs));
        then.studies.show(WISHES);
        expect([...lines].map((line) => [...line])).toEqual([...then.lines].map((line) => [...line]));
      }
    }),
    { numRuns: 12 },
  );
});

test("a replay lets every bar happen once, in order, up to the last that has closed, and leaves to the present", () => {
  const { gate, drawn, quoted } = stage();
  const all = bars(20);
  gate.setBars(all);
  gate.setQuote(1, 2);
  expect(gate.start(4.5 * MINUTE)).toBe(true);
  const seen = [gate.place.get()?.cursorMs];
  while (gate.step()) seen.push(gate.place.get()?.cursorMs);
  expect(seen).toEqual(Array.from({ length: 15 }, (_, at) => (at + 4) * MINUTE));
  expect(gate.place.get()).toMatchObject({ cursorMs: 18 * MINUTE, atEnd: true });
  all.push(bar(20));
  gate.updateLast(all[20] ?? bar(0));
  expect(gate.place.get()?.atEnd).toBe(false);
  gate.stop();
  expect(drawn()).toHaveLength(21);
  expect(quoted()).toEqual([1, 2]);
});

test("a replay that goes on with another chart's bars draws none that had not ended by then, from the first page on", () => {
  const { gate, drawn } = stage();
  // It stood at 10 o'clock and 37 minutes: of an hour's chart the bar of 9 o'clock is the newest that had ended.
  gate.begin(600 * MINUTE - 1);
  const hours = Array.from({ length: 24 }, (_, hour) => bar(hour * 60));
  gate.setBars(hours);
  gate.updateLast(bar(24 * 60));
  expect(drawn().at(-1)?.timeMs).toBe(540 * MINUTE);
  gate.step();
  expect(drawn().at(-1)?.timeMs).toBe(600 * MINUTE);
});

test("a replay does not begin before the first bar that is held", () => {
  const { gate } = stage();
  gate.setBars(bars(5));
  expect(gate.start(-1)).toBe(false);
  expect(gate.place.get()).toBeUndefined();
});

test("thin bars give way to longer ones and come back; a zoom in and out ends where it began", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TIMEFRAMES),
      fc.array(fc.double({ min: 0.3, max: 3, noNaN: true })),
      (own, zooms) => {
        let drawn = own;
        let px = 7;
        const settle = (): void => {
          for (let k = 0; k < 12; k++) {
            const next = detailFor(own, drawn, px);
            if (next === drawn) return;
            px *= lengthOf(next) / lengthOf(drawn);
            drawn = next;
          }
          throw new Error("the detail never settles");
        };
        for (const zoom of [...zooms, 1]) {
          px = Math.min(60, Math.max(0.5, px * zoom));
          settle();
          expect(TIMEFRAMES.indexOf(drawn)).toBeGreaterThanOrEqual(TIMEFRAMES.indexOf(own));
          if (drawn !== "MN1") expect(px).toBeGreaterThanOrEqual(0.9);
        }
        px = (7 * lengthOf(drawn)) / lengthOf(own);
        settle();
        expect(drawn).toBe(own);
      },
    ),
  );
});

const lengthOf = (timeframe: (typeof TIMEFRAMES)[number]): number =>
  timeframe === "MN1" ? 31 * 86_400_000 : (aggregateLength.get(timeframe) ?? 0);
const aggregateLength = new Map(
  TIMEFRAMES.map((timeframe) => {
    const two = aggregate(
      barColumns(
        Array.from({ length: 20 * 1_440 }, (_, minute) => ({
          ...bar(minute),
          spread: 1,
          realVolume: 0,
        })),
      ),
      timeframe,
    );
    return [timeframe, (two.timeMs[2] ?? 0) - (two.timeMs[1] ?? 0)] as const;
  }),
);
