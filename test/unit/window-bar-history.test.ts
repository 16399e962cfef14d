import fc from "fast-check";
import { expect, test } from "vitest";
import type { TickStore } from "#bridge/ports/tick-store.ts";
import { BarHistory, type CompleteBars } from "#bridge/window/bar-history.ts";
import type { Ticks } from "#shared/contract/market.ts";
import { emptyBarColumns } from "#shared/market/bar.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";

const RUN = 5_000;
const EURUSD = "1@X/EURUSD" as InstrumentId;

/** A store that holds ticks at these times and so many bars. */
function storeOf(times: readonly number[], bars = 0): TickStore {
  return {
    openStream: () => Promise.resolve({ stream: 1 }),
    // As the store does it: runs of any length, in memory that the next one overwrites.
    async *scanTicks(_stream: number, fromMs: number, toMs: number) {
      const found = times.filter((time) => time >= fromMs && time < toMs);
      const memory = emptyTickColumns(RUN);
      for (let at = 0; at < found.length; at += RUN) {
        const run = found.slice(at, at + RUN);
        memory.timeMs.set(run);
        memory.bid.set(run.map((_, nth) => at + nth));
        yield await Promise.resolve(viewTicks(memory, 0, run.length));
      }
    },
    readBars: (_stream: number, _timeframe: string, _from: number, _to: number, limit: number) =>
      Promise.resolve(emptyBarColumns(Math.min(bars, limit))),
  } as unknown as TickStore;
}

const historyOf = (store: TickStore, complete: CompleteBars = () => Promise.resolve(true), now?: number) =>
  new BarHistory({
    store,
    instruments: { get: (id) => (id === EURUSD ? { point: 0.00001, digits: 5 } : undefined) },
    complete,
    brokerNow: () => now,
    timeMayRunBack: false,
    clock: {
      after: (ms, run) => {
        const timer = setTimeout(run, ms / 100);
        return () => clearTimeout(timer);
      },
    },
  });

test("every tick comes once, in order of arrival, in chunks that stay as they are, also when thousands share a millisecond and when broker time runs twice", async () => {
  const times = fc
    .array(fc.tuple(fc.integer({ min: -3_000, max: 4e9 }), fc.constantFrom(1, 2, 7, 5_000, 40_000)), { maxLength: 6 })
    .map((groups) => {
      let time = 1_600_000_000_000;
      return groups.flatMap(([step, count]) => {
        time += step;
        return Array.from({ length: count }, () => time);
      });
    });
  await fc.assert(
    fc.asyncProperty(times, async (stored) => {
      const chunks: Ticks[] = [];
      for await (const chunk of historyOf(storeOf(stored)).ticks({ instrumentId: EURUSD, fromMs: 0, toMs: 1e13 })) {
        expect(chunk.timeMs).toHaveLength(chunk.count);
        expect(chunk.count).toBeLessThanOrEqual(2_048);
        chunks.push(chunk);
      }
      expect(chunks.flatMap(({ timeMs }) => [...timeMs])).toEqual(stored);
      expect(chunks.flatMap(({ bid }) => [...bid])).toEqual(stored.map((_, at) => at));
    }),
    { numRuns: 15 },
  );
});

test("an instrument that nobody offers is INSTRUMENT_NOT_FOUND", async () => {
  const history = historyOf(storeOf([]));
  const instrumentId = "1@X/NOTHING" as InstrumentId;
  await expect(history.bars({ instrumentId, timeframe: "M1", limit: 1 })).rejects.toMatchObject({
    code: "INSTRUMENT_NOT_FOUND",
  });
});

test("bars are complete only when the broker has said so and no more was found than asked", async () => {
  const request = { instrumentId: EURUSD, timeframe: "M1", limit: 10 } as const;
  expect(await historyOf(storeOf([], 5), () => Promise.resolve(true), 1_000).bars(request)).toMatchObject({
    count: 5,
    complete: true,
  });
  expect(await historyOf(storeOf([], 50), () => Promise.resolve(true), 1_000).bars(request)).toMatchObject({
    count: 10,
    complete: false,
  });
  expect(await historyOf(storeOf([], 5), () => Promise.resolve(false), 1_000).bars(request)).toMatchObject({
    complete: false,
  });
  expect(await historyOf(storeOf([], 5), () => Promise.resolve(true)).bars(request)).toMatchObject({ complete: false });
});

test("bars beyond the market's present are not shown: a replay that was moved back has stored its future", async () => {
  const asked: number[] = [];
  const store: TickStore = {
    ...storeOf([], 5),
    readBars: (_stream, _timeframe, _fromMs, toMs) => {
      asked.push(toMs);
      return Promise.resolve(emptyBarColumns(0));
    },
  };
  const history = historyOf(store, () => Promise.resolve(true), 5_000);
  await history.bars({ instrumentId: EURUSD, timeframe: "M1", limit: 10 });
  await history.bars({ instrumentId: EURUSD, timeframe: "M1", limit: 10, beforeMs: 3_000 });
  await history.newest(EURUSD, "M1", 2);
  expect(asked.every((toMs) => toMs <= 5_001)).toBe(true);
  expect(asked).toContain(3_000);
});

test("a broker that takes its time, or fails, does not keep stored bars from the chart", async () => {
  const request = { instrumentId: EURUSD, timeframe: "M1", limit: 10 } as const;
  const slow = historyOf(storeOf([], 5), () => new Promise(() => undefined), 1_000);
  expect(await slow.bars(request)).toMatchObject({ count: 5, complete: false });
  const failing = historyOf(storeOf([], 5), () => Promise.reject(new Error("link lost")), 1_000);
  expect(await failing.bars(request)).toMatchObject({ count: 5, complete: false });
});

test("two minutes of live bars are no reason to show a chart without its past", async () => {
  const bars = { held: 2 };
  const store: TickStore = {
    ...storeOf([]),
    readBars: (_stream, _timeframe, _fromMs, _toMs, limit = 0) =>
      Promise.resolve(emptyBarColumns(Math.min(bars.held, limit))),
  };
  const complete: CompleteBars = async () => {
    // 4 s of the broker's time: longer than a chart with a screenful would wait.
    await new Promise((resume) => setTimeout(resume, 40));
    bars.held = 500;
    return false;
  };
  const history = historyOf(store, complete, 1_000);
  expect(await history.bars({ instrumentId: EURUSD, timeframe: "M1", limit: 500 })).toMatchObject({ count: 500 });
});
