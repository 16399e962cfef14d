import fc from "fast-check";
import { expect, test } from "vitest";
import { FormingBars } from "#bridge/window/forming-bars.ts";
import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns, TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";

const EURUSD = "1@X/EURUSD" as InstrumentId;
const clock = { every: () => () => undefined };

interface Tick {
  readonly timeMs: number;
  readonly bid: number;
  readonly flags: number;
}

function columnsOf(ticks: readonly Tick[]): TickColumns {
  const columns = emptyTickColumns(ticks.length);
  for (const [at, { timeMs, bid, flags }] of ticks.entries()) {
    columns.timeMs[at] = timeMs;
    columns.bid[at] = bid;
    columns.flags[at] = flags;
  }
  return columns;
}

/** MetaTrader's bars of ticks, the slow and obvious way: prices are bids, volume counts changes of the bid. */
function barsOf(ticks: readonly Tick[], timeframe: Timeframe): Map<number, BarUpdate> {
  const bars = new Map<number, BarUpdate>();
  for (const { timeMs, bid, flags } of ticks) {
    const volume = flags === 0 || (flags & TICK_FLAG.bid) !== 0 ? 1 : 0;
    const openMs = barOpen(timeframe, timeMs);
    const bar = bars.get(openMs) ?? {
      instrumentId: EURUSD,
      timeframe,
      timeMs: openMs,
      open: bid,
      high: bid,
      low: bid,
      close: bid,
      tickVolume: 0,
      spread: 0,
    };
    const { high, low, tickVolume } = bar;
    bars.set(openMs, {
      ...bar,
      high: Math.max(high, bid),
      low: Math.min(low, bid),
      close: bid,
      tickVolume: tickVolume + volume,
    });
  }
  return bars;
}

const flags = fc.constantFrom(0, TICK_FLAG.bid, TICK_FLAG.ask, TICK_FLAG.bid | TICK_FLAG.ask);
const ticksInOrder = fc
  .array(fc.record({ stepMs: fc.integer({ min: 0, max: 40_000 }), bid: fc.integer({ min: 1, max: 50 }), flags }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((steps) => {
    let timeMs = 1_700_000_000_000;
    return steps.map(({ stepMs, bid, flags: set }) => {
      timeMs += stepMs;
      return { timeMs, bid, flags: set };
    });
  });

test("in whatever frames ticks come, every bar on the chart is the bar of all its ticks", async () => {
  await fc.assert(
    fc.asyncProperty(ticksInOrder, fc.array(fc.integer({ min: 1, max: 9 })), async (ticks, cuts) => {
      const first: Tick = { timeMs: 1_699_999_999_000, bid: 25, flags: TICK_FLAG.bid };
      const stored = [...barsOf([first], "M1").values()];
      const forming = new FormingBars(() => Promise.resolve(stored), clock);
      const topic = await forming.open(EURUSD, "M1");
      for (let at = 0, cut = 0; at < ticks.length; cut += 1) {
        const frame = ticks.slice(at, at + (cuts[cut] ?? 64));
        forming.ticks(EURUSD, columnsOf(frame), frame.length);
        at += frame.length;
      }
      const expected = barsOf([first, ...ticks], "M1");
      expect(new Map([...topic.values()].map((bar) => [bar.timeMs, bar]))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test("the store corrects what the live ticks cannot know, and never takes a seen extreme back", async () => {
  const openMs = 1_700_000_040_000;
  const bar = (values: Partial<BarUpdate>): BarUpdate => ({
    instrumentId: EURUSD,
    timeframe: "M1",
    timeMs: openMs,
    open: 10,
    high: 12,
    low: 9,
    close: 11,
    tickVolume: 5,
    spread: 3,
    ...values,
  });
  let stored: BarUpdate[] = [bar({})];
  let tick = (): void => undefined;
  const forming = new FormingBars(() => Promise.resolve(stored), {
    every: (_ms, run) => {
      tick = run;
      return () => undefined;
    },
  });
  const topic = await forming.open(EURUSD, "M1");
  const live = { timeMs: openMs + 1_000, bid: 20, flags: TICK_FLAG.bid };
  forming.ticks(EURUSD, columnsOf([live]), 1);
  expect(topic.get(String(openMs))).toMatchObject({ high: 20, close: 20, tickVolume: 6 });
  // The store has seen other ticks, but not yet the live one.
  stored = [bar({ timeMs: openMs - 60_000, close: 99 }), bar({ open: 8, low: 8, tickVolume: 9, spread: 1 })];
  tick();
  await new Promise((resolve) => setImmediate(resolve));
  expect(topic.get(String(openMs))).toEqual(bar({ open: 8, high: 20, low: 8, close: 20, tickVolume: 9, spread: 1 }));
});

test("when broker time runs back, the bars of its future are gone and the chart forms anew", async () => {
  const minute = (count: number): number => 1_699_999_980_000 + count * 60_000;
  const forming = new FormingBars(
    () => Promise.resolve([...barsOf([{ timeMs: minute(0), bid: 5, flags: TICK_FLAG.bid }], "M1").values()]),
    clock,
  );
  const topic = await forming.open(EURUSD, "M1");
  const ticks = [1, 2, 3, 2].map((count, at) => ({ timeMs: minute(count), bid: 10 + at, flags: TICK_FLAG.bid }));
  forming.ticks(EURUSD, columnsOf(ticks), ticks.length);
  expect([...topic.values()].map(({ timeMs, open }) => [timeMs, open])).toEqual([
    [minute(0), 5],
    [minute(1), 10],
    [minute(2), 13],
  ]);
});

test("a chart that nobody watches any more costs nothing", async () => {
  let reads = 0;
  let tick = (): void => undefined;
  const forming = new FormingBars(
    () => {
      reads += 1;
      return Promise.resolve([]);
    },
    {
      every: (_ms, run) => {
        tick = run;
        return () => undefined;
      },
    },
  );
  await forming.open(EURUSD, "M1");
  await forming.open(EURUSD, "M1");
  forming.release(EURUSD, "M1");
  const frame = columnsOf([{ timeMs: 1, bid: 1, flags: TICK_FLAG.bid }]);
  forming.ticks(EURUSD, frame, 1);
  tick();
  expect(reads).toBe(3);
  await new Promise((resolve) => setImmediate(resolve));
  forming.release(EURUSD, "M1");
  forming.ticks(EURUSD, frame, 1);
  tick();
  expect(reads).toBe(3);
});
