import fc from "fast-check";
import { expect, test } from "vitest";
import type { TickStore } from "#bridge/ports/tick-store.ts";
import { barsSoFar } from "#bridge/window/bar-so-far.ts";
import { aggregate } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { buildM1 } from "#shared/market/m1-builder.ts";
import { emptyTickColumns, TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

const BEGIN = 1_700_000_000_000;

function ticksAt(times: readonly number[]): TickColumns {
  const columns = emptyTickColumns(times.length);
  for (const [at, timeMs] of times.entries()) {
    columns.timeMs[at] = timeMs;
    // The price follows from the time: a time told twice tells the same.
    columns.bid[at] = 100 + (timeMs % 977);
    columns.ask[at] = 101 + (timeMs % 977);
    columns.flags[at] = TICK_FLAG.bid | TICK_FLAG.ask;
  }
  return columns;
}

/** Every bar that all these ticks make, as the store has them after the first run. */
const storedBars = (times: readonly number[], timeframe: Timeframe): BarColumns =>
  aggregate(buildM1(ticksAt(times), 1), timeframe);

function storeOf(first: readonly number[], again: readonly number[]): TickStore {
  return {
    readBars: (_stream: number, timeframe: Timeframe, fromMs: number, toMs: number) =>
      Promise.resolve(
        storedBars(
          first.filter((time) => time >= fromMs && time < toMs),
          timeframe,
        ),
      ),
    readTicks: (_stream: number, fromMs: number, toMs: number) =>
      Promise.resolve(ticksAt([...first, ...again].filter((time) => time >= fromMs && time < toMs))),
  } as unknown as TickStore;
}

test("after a replay was moved back, the newest bar is made of the ticks up to now and of nothing later", async () => {
  const scenario = fc.record({
    steps: fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 5, maxLength: 80 }),
    now: fc.double({ min: 0.1, max: 1, noNaN: true }),
    back: fc.double({ min: 0, max: 1, noNaN: true }),
    timeframe: fc.constantFrom<Timeframe>("M1", "M5", "H1", "D1"),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ steps, now, back, timeframe }) => {
      let time = BEGIN;
      const first = steps.map((step) => (time += step));
      const nowMs = first[Math.floor(now * (first.length - 1))] ?? BEGIN;
      const backMs = BEGIN + (nowMs - BEGIN) * back;
      const again = first.filter((told) => told >= backMs && told <= nowMs);
      // One tick told twice in the same millisecond cannot be told from two ticks: it counts twice until the next comes.
      const retold = again.filter((told) => told >= nowMs - (nowMs % 60_000));
      fc.pre(retold.length === 0 || (retold[0] ?? 0) < nowMs);
      const bars = storedBars(first, timeframe);
      const shown = bars.timeMs.findLastIndex((openMs) => openMs <= nowMs) + 1;
      const upToNow: BarColumns = storedBars(first.slice(0, 1), timeframe);
      const given = Object.fromEntries(
        Object.entries(bars).map(([name, column]) => [
          name,
          typeof column === "number" ? shown : column.slice(0, shown),
        ]),
      ) as unknown as typeof upToNow;
      const got = await barsSoFar(storeOf(first, again), { stream: 1, point: 1 }, timeframe, given, nowMs);
      expect(got).toEqual(
        storedBars(
          first.filter((told) => told <= nowMs),
          timeframe,
        ),
      );
    }),
    { numRuns: 150 },
  );
});
