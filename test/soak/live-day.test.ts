import { expect, test } from "vitest";
import { liveRun } from "#test/bench/support/live/live-run.ts";
import { median } from "#test/bench/support/row.ts";

const MOST_MEGABYTES = 250;
/** Growth from the first third of the run to the last that is no growth: what collections leave differs by as much. */
const FLAT_MEGABYTES = 12;

test("ten minutes of 200 symbols at 20,000 ticks a second, a backfill of 5,000,000 and an export: the bridge's memory stays flat and small, and all of the past is stored", async () => {
  const load = { symbols: 200, ticksPerSecond: 20_000, oldTicks: 5_000_000 };
  const { rssMegabytes, whole, busy, facts } = await liveRun(load, 600);
  const third = rssMegabytes.length / 3;
  const [early, late] = [median(rssMegabytes.slice(0, third)), median(rssMegabytes.slice(-third))];
  const latency = { p99: whole.received.at(0.99), busyP99: busy.received.at(0.99) };
  console.log(JSON.stringify({ ...facts, most: Math.max(...rssMegabytes), early, late, latency }));
  expect(facts.backfilledTicks).toBe(load.oldTicks);
  expect(facts.exportedTicks).toBeGreaterThan(load.oldTicks);
  expect(Math.max(...rssMegabytes)).toBeLessThanOrEqual(MOST_MEGABYTES);
  expect(late - early).toBeLessThanOrEqual(FLAT_MEGABYTES);
});
