import { expect, test } from "vitest";
import { systemClock } from "#bridge/ports/clock.ts";
import type { BridgeNotice } from "#bridge/ports/event-sink.ts";
import { guardedClock } from "#bridge/ports/guarded-clock.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const guarded = (clock = new VirtualClock(Date.UTC(2026, 10, 21))) => {
  const told: BridgeNotice[] = [];
  const logged: unknown[] = [];
  const guard = guardedClock(clock, { report: (notice) => void told.push(notice) }, (fault) => void logged.push(fault));
  return { clock, guard, told, logged };
};

test("a timer that throws is told of and comes round again; the others never miss a round", async () => {
  const { clock, guard, told, logged } = guarded();
  const rounds = { bad: 0, good: 0 };
  guard.every(1_000, () => {
    rounds.bad += 1;
    throw new Error("the page is torn");
  });
  guard.every(1_000, () => void (rounds.good += 1));
  await clock.advance(5_000);
  expect(rounds).toEqual({ bad: 5, good: 5 });
  expect(told).toMatchObject([{ severity: "error", code: "TIMER_FAULT", details: { why: "the page is torn" } }]);
  expect(logged).toHaveLength(1);
  await clock.advance(60_000);
  expect(told).toHaveLength(2);
});

test("a single shot that throws ends nothing either, two faults are told apart, and what is cancelled does not run", async () => {
  const { clock, guard, told } = guarded();
  const ran: string[] = [];
  guard.after(10, () => {
    throw new Error("one");
  });
  guard.after(20, () => {
    // oxlint-disable-next-line typescript/only-throw-error -- what a library may throw.
    throw "two";
  });
  guard.after(30, () => void ran.push("after"));
  guard.after(40, () => void ran.push("cancelled"))();
  await clock.advance(100);
  expect(told.map(({ details }) => details?.["why"])).toEqual(["one", "two"]);
  expect(ran).toEqual(["after"]);
});

test("a throw in a real timer does not reach the process", async () => {
  const told: string[] = [];
  const guard = guardedClock(systemClock, { report: ({ code }) => void told.push(code) }, () => undefined);
  await new Promise<void>((resolve) => {
    guard.after(0, () => {
      throw new Error("loose");
    });
    guard.after(1, () => setImmediate(resolve));
  });
  expect(told).toEqual(["TIMER_FAULT"]);
});
