import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "#bridge/data-collector/digest-compare.ts";
import { digestTicks } from "#shared/link/digest.ts";
import { columnsOf, type PlainTick } from "#test/fixtures/plain-ticks.ts";

const tick = fc.record({
  timeMs: fc.integer({ min: 1, max: 60 }),
  bid: fc.integer({ min: 100, max: 103 }),
  ask: fc.integer({ min: 104, max: 106 }),
  flags: fc.constantFrom(2, 4, 6),
});
const ticks = fc.array(tick, { maxLength: 80 }).map((some) => some.toSorted((one, other) => one.timeMs - other.timeMs));
const digests = (some: readonly PlainTick[]) => digestTicks(columnsOf(some));
const at = (some: readonly PlainTick[], timeMs: number): PlainTick[] => some.filter((one) => one.timeMs === timeMs);
const same = (one: readonly PlainTick[], other: readonly PlainTick[], timeMs: number): boolean =>
  JSON.stringify(at(one, timeMs)) === JSON.stringify(at(other, timeMs));

test("every millisecond that differs lies in a span, every span begins and ends with one, and none that agrees lies within", () => {
  fc.assert(
    fc.property(ticks, ticks, (ours, theirs) => {
      const spans = differences(digests(ours), digests(theirs));
      const times = [...new Set([...ours, ...theirs].map(({ timeMs }) => timeMs))];
      for (const timeMs of times) {
        const inside = spans.some(({ fromMs, toMs }) => timeMs >= fromMs && timeMs <= toMs);
        expect(inside).toBe(!same(ours, theirs, timeMs));
      }
      for (const { fromMs, toMs } of spans) {
        expect(same(ours, theirs, fromMs)).toBe(false);
        expect(same(ours, theirs, toMs)).toBe(false);
      }
    }),
  );
});

test("a history whose time runs back is compared as a whole", () => {
  const ours = digests([{ timeMs: 10, bid: 1, ask: 2, flags: 6 }]);
  const [first, second] = [
    { timeMs: 20, count: 1, hash: 1n },
    { timeMs: 5, count: 1, hash: 1n },
  ];
  expect(differences(ours, [first, second])).toEqual([{ fromMs: 5, toMs: 20 }]);
  expect(differences([first, second], [first, second])).toEqual([]);
});
