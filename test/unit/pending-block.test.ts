import fc from "fast-check";
import { expect, test } from "vitest";
import { PendingBlock } from "#bridge/data-collector/import/pending-block.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, equalTicks, viewTicks } from "#shared/market/tick-slices.ts";

const BLOCK = 8_192;

/** Ticks that differ in every field, from number `from` on. */
function numbered(from: number, count: number, fine: boolean): TickColumns {
  const ticks = emptyTickColumns(count, fine);
  for (let i = 0; i < count; i++) {
    const n = from + i;
    ticks.timeMs[i] = n;
    if (ticks.subMs !== undefined) ticks.subMs[i] = n % 10_000;
    ticks.bid[i] = n + 0.25;
    ticks.ask[i] = n + 0.5;
    ticks.last[i] = n / 2;
    ticks.volume[i] = BigInt(n);
    ticks.volumeReal[i] = n / 8;
    ticks.flags[i] = n % 255;
  }
  return ticks;
}

test("runs of any length become whole blocks and a rest, tick for tick, each in buffers of its own", () => {
  const runs = fc.array(
    fc.record({ count: fc.constantFrom(1, 100, 8_191, 8_192, 8_193, 20_000), fine: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(runs, (given) => {
      const block = new PendingBlock();
      const whole: TickColumns[] = [];
      const taken: TickColumns[] = [];
      let from = 0;
      for (const { count, fine } of given) {
        const run = numbered(from, count, fine);
        from += count;
        whole.push(run);
        // Memory that the next run uses again: what was added is the block's.
        const lent = viewTicks(numbered(from - count, count, fine), 0, count);
        for (let rest: TickColumns | undefined = lent; rest !== undefined; ) {
          rest = block.add(rest);
          if (block.full) taken.push(block.take());
        }
        lent.timeMs.fill(-1);
      }
      expect(taken.every(({ count }) => count === BLOCK)).toBe(true);
      if (block.count > 0) taken.push(block.take());
      for (const { count, timeMs, flags } of taken) {
        expect([timeMs.buffer.byteLength, flags.buffer.byteLength]).toEqual([count * 8, count * 4]);
      }
      expect(equalTicks(concatTicks(taken), concatTicks(whole))).toBe(true);
    }),
    { numRuns: 20 },
  );
});
