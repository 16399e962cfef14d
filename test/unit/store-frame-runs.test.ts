import fc from "fast-check";
import { expect, test } from "vitest";
import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { packFrames, unpackFrames } from "#bridge/store/market/frame-pack.ts";
import { type FrameRun, runsOf } from "#bridge/store/market/frame-run.ts";
import { decodeBatches } from "#bridge/store/market/tick-columns.ts";
import { checkTickPayload, tickLayoutName } from "#shared/link/ticks.ts";
import { columnsOf, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = Date.UTC(2025, 8, 22, 10);

/** What the writer makes of frames that came in one call, all of one lane. */
function runs(frames: readonly TickFrame[]): FrameRun[] {
  const [unpacked = []] = unpackFrames(packFrames([frames]));
  return runsOf(unpacked.map((frame) => ({ frame, lane: frame.stream })));
}

test("joined frames hold the ticks they came with, whatever their bases, and lie end to end", () => {
  const gap = fc.nat({ max: 5 }).chain((size) => fc.nat({ max: [0, 1, 64, 70_000, 2 ** 31, 2 ** 32][size] ?? 0 }));
  const frame = fc.record({
    count: fc.integer({ min: 1, max: 70 }),
    gap,
    full: fc.boolean(),
    early: fc.nat({ max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1, maxLength: 60 }), (parts) => {
      let at = START;
      let seq = 0n;
      const frames = parts.flatMap(({ count, gap: wait, full, early }) => {
        at += wait;
        const ticks = walk(count, at).map((tick) => (full ? { ...tick, last: 1.5, volumeReal: 2 } : tick));
        const made = tickFrames(columnsOf(ticks), { stream: 3, after: seq }).map((one) => based(one, early));
        seq += BigInt(made.length);
        at = made.at(-1)?.lastMs ?? at;
        return made;
      });
      const ticks = plainOf(decodeBatches(frames));
      const joined = runs(frames);
      expect(plainOf(decodeBatches(joined))).toEqual(ticks);
      let next = 1;
      for (const { seq: first, frames: many, layout, baseMs, payload, count, firstMs, lastMs } of joined) {
        expect(first).toBe(next);
        next += many;
        expect(payload.length).toBeLessThanOrEqual(65_536);
        const name = tickLayoutName(layout);
        if (name === null) throw new Error("a layout that nobody knows");
        expect(checkTickPayload({ layout: name, baseMs, payload, count })).toMatchObject({ firstMs, lastMs });
      }
      expect(next).toBe(frames.length + 1);
    }),
    { numRuns: 60 },
  );
});

test("a burst of one stream is few rows, and streams that take turns are not mixed", () => {
  const one = tickFrames(columnsOf(walk(64 * 30, START)), { stream: 1 });
  const other = tickFrames(columnsOf(walk(64 * 30, START)), { stream: 2 });
  // 42 frames of 1,536 bytes are 64 KiB.
  expect(runs(one).map(({ frames }) => frames)).toEqual([30]);
  expect(runs(tickFrames(columnsOf(walk(64 * 50, START)), { stream: 1 })).map(({ frames }) => frames)).toEqual([42, 8]);
  expect(runs([...one, ...other]).map(({ lane, frames }) => [lane, frames])).toEqual([
    [1, 30],
    [2, 30],
  ]);
  const turns = one.flatMap((frame, i) => [frame, other[i] as TickFrame]);
  expect(runs(turns)).toHaveLength(60);
});

/** The same frame, its times counted from some ms before its first tick. */
function based(frame: TickFrame, earlierMs: number): TickFrame {
  const payload = Uint8Array.from(frame.payload);
  const view = new DataView(payload.buffer);
  const size = payload.length / frame.count;
  for (let at = 0; at < payload.length; at += size) view.setUint32(at, view.getUint32(at, true) + earlierMs, true);
  return { ...frame, baseMs: frame.baseMs - earlierMs, payload };
}
