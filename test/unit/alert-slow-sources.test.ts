import { expect, test } from "vitest";
import { AlertShelf } from "#bridge/market-monitor/alerts/alert-shelf.ts";
import { SlowSources } from "#bridge/market-monitor/alerts/slow-sources.ts";
import { type Firing, freshState } from "#shared/alerts/alert.ts";
import { alertOf, utc } from "#test/fixtures/alerts/alert-cases.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const MINUTE_MS = 60_000;

/** One alert on a sync that does not move; `look` looks with the lane still for so long. */
function watchingSync() {
  const shelf = new AlertShelf();
  const fired: Firing[] = [];
  let stuckMs: number | undefined;
  const alert = alertOf("sync", { kind: "platform", trouble: "syncStuck" }, { repeat: { cooldownMs: 1_000 } });
  shelf.put({ alert, state: freshState, createdMs: utc(0) });
  const clock = new VirtualClock(1_700_000_000_000);
  const sources = new SlowSources(
    {
      shelf,
      clock,
      store: { sessionEvents: () => [], lastSessionEvent: () => 0 } as never,
      facts: { lostLinks: () => [], freeBytes: () => undefined, syncStuckMs: () => stuckMs } as never,
      fired: (_, firing) => fired.push(firing),
    },
    0,
  );
  return (stillMs: number | undefined): readonly string[] => {
    stuckMs = stillMs;
    clock.setUtc(clock.utcMs() + 10_000);
    sources.look();
    return fired.splice(0).map(({ detail }) => detail);
  };
}

test("a sync that stands still for five minutes is told once, and again when it stands still again", () => {
  const look = watchingSync();
  expect(look(0)).toEqual([]);
  expect(look(5 * MINUTE_MS - 1)).toEqual([]);
  expect(look(5 * MINUTE_MS)).toEqual(["5 min"]);
  expect(look(9 * MINUTE_MS)).toEqual([]);
  expect(look(0)).toEqual([]);
  expect(look(6 * MINUTE_MS)).toEqual(["6 min"]);
});

test("signed out, a sync is neither stuck nor moving: what was told is not told again after the next sign-in", () => {
  const look = watchingSync();
  look(0);
  expect(look(5 * MINUTE_MS)).toEqual(["5 min"]);
  expect(look(undefined)).toEqual([]);
  expect(look(7 * MINUTE_MS)).toEqual([]);
});
