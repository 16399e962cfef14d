import fc from "fast-check";
import { expect, test } from "vitest";
import { brokerOffset, instantOf, nextShift, toBroker, toUtc } from "#bridge/paper-terminal/market/broker-zone.ts";

const HOUR = 3_600_000;
const newYork = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

function newYorkWall(utcMs: number): number {
  const part = Object.fromEntries(newYork.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const instants = fc
  .integer({ min: Date.UTC(2007, 11, 1) / 1_000, max: Date.UTC(2036, 0, 1) / 1_000 })
  .map((s) => s * 1_000);

test("the broker's clock is New York's plus seven hours at every instant, as the time zone database has it", () => {
  fc.assert(
    fc.property(instants, (utcMs) => {
      expect(toBroker(utcMs)).toBe(newYorkWall(utcMs) + 7 * HOUR);
    }),
    { numRuns: 400 },
  );
});

test("every second around a year's two changes agrees with New York", () => {
  for (const change of [Date.UTC(2026, 2, 8, 7), Date.UTC(2026, 10, 1, 6)]) {
    for (let s = -3; s <= 3; s++) expect(toBroker(change + s * 1_000)).toBe(newYorkWall(change + s * 1_000) + 7 * HOUR);
    expect(nextShift(change - 1)).toBe(change);
  }
});

test("broker time leads back to its instant, and in November's repeated hour to the later of the two", () => {
  fc.assert(
    fc.property(instants, (utcMs) => {
      const back = toUtc(toBroker(utcMs));
      expect(toBroker(back)).toBe(toBroker(utcMs));
      expect([0, HOUR]).toContain(back - utcMs);
      if (back !== utcMs) expect(brokerOffset(utcMs) - brokerOffset(back)).toBe(HOUR);
    }),
  );
});

test("while the repeated hour's second pass is under way, what it has not reached is still the first pass's", () => {
  const second = Date.UTC(2026, 10, 1, 6, 20);
  expect(instantOf(toBroker(second), second)).toBe(second);
  expect(instantOf(toBroker(second) + 60_000, second)).toBe(second + 60_000 - HOUR);
});
