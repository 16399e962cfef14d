import fc from "fast-check";
import { expect, test } from "vitest";
import { StreamReader } from "#bridge/paper-terminal/peer/stream-reader.ts";
import { TerminalData } from "#bridge/paper-terminal/peer/terminal-data.ts";
import { type Cursor, TickRing } from "#bridge/paper-terminal/peer/tick-ring.ts";
import { cursorAfter } from "#bridge/paper-terminal/peer/tick-stream.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";

/** Ticks with the given gaps, ms; each is told from the others by its bid. */
function ticksWith(gaps: readonly number[], startMs = 1_000): TickColumns {
  const ticks = emptyTickColumns(gaps.length);
  let time = startMs;
  for (const [i, gap] of gaps.entries()) {
    time += gap;
    ticks.timeMs[i] = time;
    ticks.bid[i] = i + 1;
  }
  return ticks;
}

const bids = (ticks: TickColumns): number[] => [...ticks.bid.subarray(0, ticks.count)];
/** Many ticks share a millisecond, some runs of them are longer than a frame. */
const gaps = fc
  .array(
    fc.record({
      gap: fc.nat({ max: 30 }),
      together: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 3 }) }, fc.integer({ min: 60, max: 150 })),
    }),
    {
      minLength: 1,
      maxLength: 80,
    },
  )
  .map((runs) => runs.flatMap(({ gap, together }) => [gap, ...Array.from({ length: together }, () => 0)]));

test("the ring answers every cursor it covers exactly, and says which it does not cover, however often it was full", () => {
  fc.assert(
    fc.property(
      gaps,
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      (drawn, chunks, room) => {
        const ticks = ticksWith([...drawn, ...drawn, ...drawn]);
        const ring = new TickRing(room, 0);
        for (let at = 0, turn = 0; at < ticks.count; turn++) {
          const to = Math.min(ticks.count, at + (chunks[turn % chunks.length] ?? 1));
          ring.add(sliceTicks(ticks, at, to));
          at = to;
          const seen = sliceTicks(ticks, 0, at);
          for (const index of [0, at >> 1, Math.max(0, at - room), at - 1]) {
            const timeMs = seen.timeMs[index] ?? 0;
            const cursor: Cursor = { timeMs, count: index - lowerBound(seen, timeMs) + 1 };
            const answer = ring.after(cursor, 25);
            expect(answer === null).toBe(timeMs < ring.coversFromMs);
            if (answer !== null) expect(bids(answer)).toEqual(bids(seen).slice(index + 1, index + 26));
            if (answer !== null) expect(ring.countAfter(cursor)).toBe(at - index - 1);
          }
        }
      },
    ),
  );
});

test("a stream read across history and ring, from any cursor, gets every tick once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(
      gaps,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (drawn, from, live) => {
        const ticks = ticksWith(drawn);
        const first = Math.floor(from * (ticks.count - 1));
        const startMs = ticks.timeMs[Math.floor(live * (ticks.count - 1))] ?? 0;
        const market = {
          symbols: () => [{ name: "X", digits: 5, point: 0.00001 }],
          now: () => startMs as never,
          start: () => {},
          stop: () => Promise.resolve(),
          history: (_: string, fromMs: number, toMs: number, limit: number) => {
            const at = lowerBound(ticks, fromMs);
            const end = Math.max(at, lowerBound(ticks, Math.min(toMs, startMs)));
            return Promise.resolve(sliceTicks(ticks, at, Math.min(end, at + limit)));
          },
        };
        const data = new TerminalData(market);
        data.add("X", sliceTicks(ticks, lowerBound(ticks, startMs), ticks.count));
        let ready = (): void => {};
        const reader = new StreamReader(
          data,
          "X",
          () => ready(),
          (error) => expect.unreachable(String(error)),
        );
        const timeMs = ticks.timeMs[first] ?? 0;
        let cursor: Cursor = { timeMs, count: first - lowerBound(ticks, timeMs) };
        const read: TickColumns[] = [];
        for (let idle = 0; idle < 3; ) {
          const fetched = new Promise<void>((resolve) => (ready = resolve));
          const next = reader.following(cursor);
          if (next.count === 0) {
            idle++;
            await Promise.race([fetched, new Promise((resolve) => setImmediate(resolve))]);
            continue;
          }
          const taken = sliceTicks(next, 0, Math.ceil(next.count / 2));
          reader.took(taken.count);
          cursor = cursorAfter(cursor, taken);
          read.push(taken);
        }
        expect(bids(concatTicks(read))).toEqual(bids(ticks).slice(first));
      },
    ),
    { numRuns: 200 },
  );
});
